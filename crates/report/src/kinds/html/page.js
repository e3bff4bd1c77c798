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
    for (const part of document.querySelectorAll('.interaction')) {
      part.hidden = filtered && !part.querySelector('.threat:not([hidden])');
    }
    shown.textContent = `${count} of ${threats.length} threats shown`;
  };
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
