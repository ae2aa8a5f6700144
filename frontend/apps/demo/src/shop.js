// The shop's own script: a basket, a search, and hot keys caught as early as a
// page can catch them, which is what a widget on somebody's site has to bear.
const key = 'alder-finch-basket';
const output = document.querySelector('[data-basket]');
const search = document.getElementById('search');

function basket() {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
}

function show() {
  output.textContent = String(basket().length);
}

for (const button of document.querySelectorAll('[data-buy]')) {
  button.addEventListener('click', () => {
    sessionStorage.setItem(key, JSON.stringify([...basket(), button.dataset.buy]));
    button.textContent = 'In the basket. One more?';
    show();
  });
}

search.form.addEventListener('submit', (e) => e.preventDefault());
search.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  let found = 0;
  for (const item of document.querySelectorAll('.shelf li')) {
    item.hidden = !item.dataset.name.includes(wanted);
    if (!item.hidden) found++;
  }
  const none = document.querySelector('.none');
  if (none) none.hidden = found > 0;
});

window.addEventListener(
  'keydown',
  (e) => {
    if (e.target === search || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === '/') {
      e.preventDefault();
      search.focus();
    } else if (e.key === 'b') document.querySelector('.basket').focus();
    else if (e.key === 'h') location.href = './';
  },
  true,
);

show();
