(() => {
  const threats = [...document.querySelectorAll('.threat')];
  const form = document.querySelector('#filter');
  const shown = document.querySelector('#shown');
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss');
  const apply = () => {
    const on = {};
    for (const box of form.querySelectorAll('input[type=checkbox]')) {
      (on[box.name] ||= new Set());
      if (box.checked) on[box.name].add(box.value);
    }
    const words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const t of threats) {
      const text = plain(t.textContent);
      const show = Object.entries(on).every(([name, set]) => set.has(t.dataset[name])) && words.every(w => text.includes(w));
      t.hidden = !show;
      count += show;
    }
    const filtered = count !== threats.length;
    for (const part of document.querySelectorAll('.interaction, .priority')) {
      part.hidden = filtered && !part.querySelector('.threat:not([hidden])');
    }
    shown.textContent = `${count} of ${threats.length} threats shown`;
  };
  // Threats stand with their flows, or in sections of their own by priority.
  const ranks = ['high', 'medium', 'low', 'other'];
  const value = t => [ranks.indexOf(t.dataset.rank), t.dataset.priority, 'open' in t.dataset ? 0 : 1, parseInt(t.textContent, 10)];
  const compare = (a, b) => {
    const [left, right] = [value(a), value(b)];
    const at = left.findIndex((v, i) => v !== right[i]);
    return at < 0 ? 0 : left[at] < right[at] ? -1 : 1;
  };
  const section = (name, level, title) => {
    const made = document.createElement('section');
    made.className = name;
    made.append(document.createElement(`h${level}`));
    made.firstChild.textContent = title;
    return made;
  };
  const sort = by => {
    for (const old of document.querySelectorAll('.priorities')) old.remove();
    if (by === 'flow') {
      const numbered = [...threats].sort((a, b) => parseInt(a.textContent, 10) - parseInt(b.textContent, 10));
      for (const t of numbered) document.getElementById(t.dataset.place)?.closest('section').append(t);
      return;
    }
    for (const model of document.querySelectorAll('main > header')) {
      const own = threats.filter(t => t.id.startsWith(`${model.id}-`)).sort(compare);
      if (!own.length) continue;
      const whole = section('priorities', 2, 'Threats by priority');
      for (const priority of new Set(own.map(t => t.dataset.priority))) {
        const these = own.filter(t => t.dataset.priority === priority);
        const open = these.filter(t => 'open' in t.dataset).length;
        const part = section('priority', 3, `${priority}: ${open} open of ${these.length}`);
        part.append(...these);
        whole.append(part);
      }
      (document.getElementById(`${model.id}-summary`)?.closest('section') ?? model).after(whole);
    }
  };
  document.querySelector('#sort').addEventListener('change', e => {
    sort(e.target.value);
    apply();
  });
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', e => e.preventDefault());
  document.querySelector('#theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  document.querySelector('#controls').hidden = false;
  if (matchMedia('(max-width:60rem)').matches) document.querySelector('aside details').open = false;
  if (threats.length) apply();
})();
