// Makes the steps of each finding something to walk through. Texts come from the page or from JSON and only ever become text nodes.
'use strict';
(() => {
  const root = document.documentElement;
  root.dataset.errors = '0';
  const failed = (what) => {
    root.dataset.errors = String(Number(root.dataset.errors) + 1);
    root.dataset.error = String(what);
  };
  addEventListener('error', (event) => failed(event.message));
  addEventListener('unhandledrejection', (event) => failed(event.reason));
  addEventListener('securitypolicyviolation', (event) => failed(event.violatedDirective));

  const GROUPS = ['counters', 'references', 'lists', 'pointers', 'locks', 'machine'];
  const SVG = 'http://www.w3.org/2000/svg';
  const stories = JSON.parse(document.getElementById('stories').textContent);
  const steppers = [...document.querySelectorAll('.stepper')].map(enhance);
  let active = steppers[0];

  function make(name, styles, ...children) {
    const element = document.createElement(name);
    if (styles) element.className = styles;
    element.append(...children);
    return element;
  }

  function button(label, spoken, action) {
    const made = make('button', '', label);
    made.type = 'button';
    made.setAttribute('aria-label', spoken);
    made.title = spoken;
    made.addEventListener('click', action);
    return made;
  }

  function enhance(box) {
    const number = Number(box.dataset.finding);
    const story = stories[number - 1];
    const lanes = box.querySelector('.lanes');
    const list = lanes.querySelector('ol');
    const items = [...list.children];
    const links = items.map((item) => item.querySelector('a'));
    const shared = cellsOfSeveral();
    let at = 0;

    const first = button('⇤', 'First step (Home)', () => go(edge(0, 1)));
    const back = button('←', 'Step back (k or arrow up)', () => go(neighbour(-1)));
    const forth = button('→', 'Next step (j or arrow down)', () => go(neighbour(1)));
    const end = button('Break ⇥', 'To the moment it breaks (End)', () => go(items.length - 1));
    const all = make('input');
    all.type = 'checkbox';
    const help = button('?', 'Keys (question mark)', showHelp);
    const bar = make('div', 'bar', first, back, forth, end, make('label', '', all, 'all steps and cells'), help);
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', `Steps of finding ${number}`);
    const now = make('div', 'now-text');
    const live = make('p');
    live.setAttribute('role', 'status');
    live.setAttribute('aria-live', 'polite');
    const why = make('p', 'faint');
    const lines = make('p', 'faint');
    now.append(live, why, lines);
    const state = make('div', 'state');
    state.tabIndex = 0;
    state.setAttribute('role', 'region');
    state.setAttribute('aria-label', 'State after the step');
    box.prepend(bar, now);
    box.append(state);
    box.classList.add('with-script', 'only-shared');
    const arrows = document.createElementNS(SVG, 'svg');
    arrows.setAttribute('class', 'arrows');
    arrows.setAttribute('aria-hidden', 'true');
    list.append(arrows);

    all.addEventListener('change', () => { box.classList.toggle('only-shared', !all.checked); show(false); });
    links.forEach((link, index) => link.addEventListener('click', (event) => {
      event.preventDefault();
      go(index);
    }));
    box.addEventListener('focusin', () => { active = self; });

    /** The cells that several threads access, for the panel not to be longer than one wants to read. */
    function cellsOfSeveral() {
      const found = new Set();
      story.steps.forEach((step, index) => {
        if (step.cell !== undefined && items[index].classList.contains('shared')) found.add(step.cell);
      });
      return found;
    }

    function isVisible(index) {
      return all.checked || items[index].classList.contains('shared');
    }

    function edge(from, way) {
      let index = from;
      while (!isVisible(index) && index + way >= 0 && index + way < items.length) index += way;
      return index;
    }

    function neighbour(way) {
      for (let index = at + way; index >= 0 && index < items.length; index += way) {
        if (isVisible(index)) return index;
      }
      return at;
    }

    function go(index) {
      at = index;
      active = self;
      history.replaceState(null, '', '#' + items[at].id);
      show(true);
    }

    function show(isMove) {
      items.forEach((item, index) => {
        const isHere = index === at;
        item.classList.toggle('here', isHere);
        item.classList.toggle('reads', story.steps[at].from === index + 1);
        links[index].tabIndex = isHere ? 0 : -1;
        if (isHere) links[index].setAttribute('aria-current', 'step');
        else links[index].removeAttribute('aria-current');
      });
      first.disabled = back.disabled = neighbour(-1) === at;
      forth.disabled = end.disabled = neighbour(1) === at;
      gaps();
      tell();
      panel();
      if (isMove) reveal();
      draw();
      box.dataset.step = String(at + 1);
    }

    /** Says how many steps are left out where they are. */
    function gaps() {
      list.querySelectorAll('.gap').forEach((gap) => gap.remove());
      let hidden = 0;
      items.forEach((item, index) => {
        if (isVisible(index) || index === at) {
          if (hidden > 0) {
            const gap = make('li', 'gap ' + [...item.classList].find((name) => name.startsWith('lane-')),
              `… ${hidden} step${hidden === 1 ? '' : 's'}`);
            list.insertBefore(gap, item);
          }
          hidden = 0;
        } else {
          hidden++;
        }
      });
    }

    function text(index, part) {
      const found = items[index].querySelector('.' + part);
      return found ? found.textContent : '';
    }

    function tell() {
      const step = story.steps[at];
      const isEnd = items[at].classList.contains('finds');
      live.replaceChildren(make('strong', isEnd ? 'bad' : '', `${isEnd ? '✖ Here it breaks. ' : ''}Step ${at + 1} of ${items.length}. `),
        make('span', 'what', text(at, 'who') + text(at, 'what')));
      why.replaceChildren();
      if (step.from > 0) {
        why.append('reads what ', button(`step ${step.from}`, `To step ${step.from}, which wrote what is read`, () => go(step.from - 1)),
          ' wrote: ', text(step.from - 1, 'who') + text(step.from - 1, 'what'));
      } else if (step.from === 0) {
        why.append('reads what was there at the beginning');
      }
      lines.textContent = (step.lines || []).slice(0, 4).join('  ←  ');
    }

    function panel() {
      const values = story.cells.map((cell) => cell.initial);
      const gone = new Set();
      for (let index = 0; index <= at; index++) {
        const step = story.steps[index];
        if (step.after !== undefined) values[step.cell] = step.after;
        if (step.frees !== undefined) {
          story.cells.forEach((cell, number) => { if (cell.name.startsWith(step.frees + '.')) gone.add(number); });
        }
      }
      const groups = make('div', 'groups');
      GROUPS.forEach((name) => {
        const rows = story.cells
          .map((cell, index) => ({ cell, index }))
          .filter(({ cell, index }) => cell.group === name && (all.checked || shared.has(index) || index === story.steps[at].cell));
        if (rows.length > 0) groups.append(group(name, rows, values, gone));
      });
      const head = make('h4', '', groups.childElementCount > 0 ? `After step ${at + 1}` : 'Nothing is known of the cells that these steps access');
      state.replaceChildren(head, groups);
    }

    function group(name, rows, values, gone) {
      const body = make('tbody');
      rows.forEach(({ cell, index }) => {
        const step = story.steps[at];
        const isTouched = step.cell === index;
        const isChanged = isTouched && step.after !== undefined && step.before !== step.after;
        const row = make('tr', (isChanged ? 'changed ' : isTouched ? 'touched ' : '') + (gone.has(index) ? 'freed' : ''));
        const label = make('th', '', cell.name);
        label.scope = 'row';
        row.append(label, make('td', '', (isChanged ? `${step.before} → ` : '') + values[index] + (gone.has(index) ? ' (freed)' : '')));
        body.append(row);
      });
      const caption = make('h4', '', name);
      return make('section', '', caption, make('table', '', body));
    }

    /** Scrolls the lanes, never the page, unless the stepper is out of sight. */
    function reveal() {
      const item = items[at];
      const top = item.offsetTop + list.offsetTop;
      if (top < lanes.scrollTop + lanes.clientHeight / 4 || top > lanes.scrollTop + lanes.clientHeight * 3 / 4) {
        lanes.scrollTop = top - lanes.clientHeight / 2;
      }
      const left = item.offsetLeft;
      if (left < lanes.scrollLeft || left + item.offsetWidth > lanes.scrollLeft + lanes.clientWidth) {
        lanes.scrollLeft = left - Math.max(0, (lanes.clientWidth - item.offsetWidth) / 2);
      }
    }

    function draw() {
      arrows.replaceChildren(marker('head-' + number, ''), marker('head-now-' + number, 'now'));
      arrows.setAttribute('width', list.offsetWidth);
      arrows.setAttribute('height', list.offsetHeight);
      story.steps.forEach((step, index) => {
        const isNow = index === at || step.from === at + 1;
        const isAcross = step.from > 0 && lane(step.from - 1) !== lane(index);
        if (step.from > 0 && (isNow || (isAcross && fits(step.from - 1, index))) && isDrawn(index) && isDrawn(step.from - 1)) {
          arrows.append(arrow(items[step.from - 1], items[index], isNow));
        }
      });
    }

    function lane(index) {
      return text(index, 'who');
    }

    /** What is longer than one can see at once only hides what is there. */
    function fits(from, to) {
      return items[to].offsetTop - items[from].offsetTop < lanes.clientHeight * 0.8;
    }

    function isDrawn(index) {
      return items[index].offsetParent !== null;
    }

    function marker(id, style) {
      const made = document.createElementNS(SVG, 'marker');
      const attributes = { id, class: style, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' };
      Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
      const tip = document.createElementNS(SVG, 'path');
      tip.setAttribute('d', 'M0 0 8 4 0 8z');
      made.append(tip);
      return made;
    }

    /** From a write to what reads it: between lanes to the near edge, within one along its left edge. */
    function arrow(from, to, isNow) {
      const y1 = from.offsetTop + from.offsetHeight / 2;
      const y2 = to.offsetTop + to.offsetHeight / 2;
      const isSame = from.offsetLeft === to.offsetLeft;
      const isRight = to.offsetLeft > from.offsetLeft;
      const x1 = isSame ? from.offsetLeft + 4 : isRight ? from.offsetLeft + from.offsetWidth - 4 : from.offsetLeft + 4;
      const x2 = isSame || isRight ? to.offsetLeft + 4 : to.offsetLeft + to.offsetWidth - 4;
      const bend = isSame ? -10 : isRight ? 40 : -40;
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', `M${x1} ${y1}C${x1 + bend} ${y1} ${isSame ? x2 + bend : x2 - bend} ${y2} ${x2} ${y2}`);
      path.setAttribute('marker-end', `url(#head-${isNow ? 'now-' : ''}${number})`);
      if (isNow) path.setAttribute('class', 'now');
      return path;
    }

    const self = {
      number, box, go, first: () => go(edge(0, 1)), last: () => go(items.length - 1), move: (way) => go(neighbour(way)),
      count: items.length, redraw: draw,
      focus: () => links[at].focus({ preventScroll: true }),
      holdsFocus: () => lanes.contains(document.activeElement),
    };
    show(false);
    return self;
  }

  function showHelp() {
    let dialog = document.querySelector('dialog');
    if (!dialog) {
      dialog = make('dialog', '', make('h3', '', 'Keys'));
      const list = make('dl');
      [['j, ↓ or →', 'next step'], ['k, ↑ or ←', 'step back'], ['Home', 'first step'], ['End', 'the moment it breaks'], ['?', 'this help']]
        .forEach(([key, what]) => list.append(make('dt', '', make('kbd', '', key)), make('dd', '', what)));
      dialog.append(list, make('p', '', 'Arrow keys, Home and End work while the steps have the focus; j and k do everywhere. '
        + 'An arrow leads from a write to the step that reads it.'), button('Close', 'Close (Escape)', () => dialog.close()));
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  }

  const EVERYWHERE = { j: (stepper) => stepper.move(1), k: (stepper) => stepper.move(-1) };
  const IN_STEPS = {
    ArrowDown: EVERYWHERE.j, ArrowRight: EVERYWHERE.j, ArrowUp: EVERYWHERE.k, ArrowLeft: EVERYWHERE.k,
    Home: (stepper) => stepper.first(), End: (stepper) => stepper.last(),
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
    if (event.key === '?') { showHelp(); return; }
    if (!active) return;
    const isInSteps = active.holdsFocus() || document.activeElement.closest('.bar') !== null;
    const action = EVERYWHERE[event.key] || (isInSteps ? IN_STEPS[event.key] : undefined);
    if (!action) return;
    event.preventDefault();
    action(active);
    if (active.holdsFocus()) active.focus();
  });

  function follow() {
    const match = /^#finding-(\d+)-step-(\d+)$/.exec(location.hash);
    const stepper = match && steppers.find((one) => one.number === Number(match[1]));
    if (!stepper || Number(match[2]) < 1 || Number(match[2]) > stepper.count) return;
    stepper.go(Number(match[2]) - 1);
    stepper.box.scrollIntoView();
    stepper.focus();
  }
  addEventListener('hashchange', follow);
  addEventListener('resize', () => steppers.forEach((stepper) => stepper.redraw()));
  // The browser itself goes to the place that is linked to, as late as that.
  addEventListener('load', () => { steppers.forEach((stepper) => stepper.redraw()); follow(); });
  follow();
})();
