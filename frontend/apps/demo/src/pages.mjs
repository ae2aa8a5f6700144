// The pages of the shop, as text.
import { goods } from './goods.mjs';

const tag = '<script async src="/widget.js" data-project="acme"></script>';

const picture = (g) =>
  `<svg class="picture" viewBox="0 0 200 200" role="img" aria-label="Drawing: ${g.name}">${g.drawing}</svg>`;

const price = (g) => `<span class="price">£${g.price}</span>`;

/** The widget as it stands inside an app, which is a channel of its own. */
const appTag = tag.replace('></script>', ' data-channel="app"></script>');

function page(title, body, script = tag) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="icon.svg">
    <link rel="stylesheet" href="shop.css">
    <script defer src="shop.js"></script>
    ${script}
  </head>
  <body>
    <header class="top">
      <a class="brand" href="./">Alder <em>&amp;</em> Finch</a>
      <form class="search" role="search">
        <label class="away" for="search">Search the shop</label>
        <input id="search" type="search" placeholder="Search  ( / )" autocomplete="off">
      </form>
      <button class="basket" type="button">Basket <output data-basket>0</output></button>
    </header>
    <main>
${body}
    </main>
    <footer>
      <p>Alder &amp; Finch is an invented shop: nothing here can be bought.</p>
      <p>Keys: <kbd>/</kbd> searches, <kbd>b</kbd> shows the basket, <kbd>h</kbd> goes home. <a href="app.html">The shop’s app</a> · <a href="strict.html">The same shop under a strict policy</a></p>
    </footer>
  </body>
</html>
`;
}

const card = (g) => `        <li data-name="${g.name.toLowerCase()} ${g.short.toLowerCase()}">
          <a href="${g.id}.html">${picture(g)}<strong>${g.name}</strong>${price(g)}</a>
        </li>`;

const home = () =>
  page(
    'Alder & Finch: things for one room',
    `      <section class="lead">
        <h1>Six things for one room.</h1>
        <p>We make few things, slowly, and mend them when they break.</p>
      </section>
      <ul class="shelf">
${goods.map(card).join('\n')}
      </ul>
      <p class="none" hidden>Nothing of that name. Ask us: the button is at the bottom right.</p>`,
  );

const product = (g) =>
  page(
    `${g.name} · Alder & Finch`,
    `      <article class="product">
        ${picture(g)}
        <div>
          <h1>${g.name}</h1>
          ${price(g)}
          <p class="short">${g.short}</p>
          <p>${g.long}</p>
          <dl>${g.facts.map(([what, is]) => `<div><dt>${what}</dt><dd>${is}</dd></div>`).join('')}</dl>
          <button class="buy" type="button" data-buy="${g.id}">Put in the basket</button>
        </div>
      </article>`,
  );

const app = () =>
  page(
    'In the app · Alder & Finch',
    `      <section class="lead">
        <h1>As in the app.</h1>
        <p>What is written from this page comes in on the channel of the app.</p>
      </section>`,
    appTag,
  );

/** Under this policy the page may have no style of its own; the widget has all of its. */
const strict = () => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; frame-src 'self'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Strict · Alder &amp; Finch</title>
    ${tag}
  </head>
  <body>
    <main>
      <h1>Alder &amp; Finch, strictly</h1>
      <p>This page allows one script and one frame and nothing else: no styles, no pictures, no connections. That is why it looks as pages did in 1993, and why the button at the bottom right shows that the widget asks for no more.</p>
      <ul>
${goods.map((g) => `        <li><a href="${g.id}.html">${g.name}</a>, £${g.price}</li>`).join('\n')}
      </ul>
      <p><a href="./">Back to the shop</a></p>
    </main>
  </body>
</html>
`;

export const pages = () => [
  ['index.html', home()],
  ['app.html', app()],
  ['strict.html', strict()],
  ...goods.map((g) => [`${g.id}.html`, product(g)]),
];

/** A drawing as a file of its own, for those who show the goods elsewhere. */
const drawing = (
  g,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-60 0 320 192"><title>${g.name}</title>
<style>.warm{stroke:#8a4420}.line{fill:none}</style><path d="M-60 0h320v192H-60z" fill="#f1eadc"/>
<g fill="#faf6ee" stroke="#2a2320" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${g.drawing}</g></svg>
`;

export const pictures = () => goods.map((g) => [`${g.id}.svg`, drawing(g)]);
