/*
 * In the desktop's page while it is measured: what a letter typed and a message that comes cost until they are drawn.
 *
 * The cost is what the page's one thread is busy with: the work that follows at once, up to the next task, and the
 * picture in which it shows, from its beginning to its end. How long a picture has to be waited for is the screen's
 * beat and not the page's doing: it is told apart, as the whole time from the beginning to the drawn picture.
 */
(() => {
  const say = (what) => window.webkit.messageHandlers.measured.postMessage(JSON.stringify(what));
  // Not a message to itself: WebKit sends those through another process.
  const task = () => new Promise((next) => setTimeout(() => next(performance.now()), 0));
  const picture = () =>
    new Promise((drawn) =>
      requestAnimationFrame(() => {
        const began = performance.now();
        setTimeout(() => drawn([began, performance.now()]), 0);
      }),
    );
  const measured = async (into, begin) => {
    const at = performance.now();
    const [next, frame] = [task(), picture()];
    begin();
    const busy = await next;
    const [began, ended] = await frame;
    into.push([ended - at - Math.max(0, began - busy), ended - at]);
  };
  const pause = (ms) => new Promise((over) => setTimeout(over, ms));
  const area = () => document.getElementById('compose');
  const threads = () => document.querySelectorAll('[data-testid="thread"]');

  async function run() {
    while (threads().length < 4 || !area()) await pause(200);
    const longest = async () => {
      const { threads } = await window.go.app.App.Snapshot();
      return Math.min(...threads.map(({ lines }) => lines.length));
    };
    while ((await longest()) < 10000) await pause(1000);
    await pause(5000);
    say({ ready: true });
    const keys = [];
    const messages = [];
    const told = window.wails.EventsNotify;
    window.wails.EventsNotify = (news) => {
      if (news.includes('threadPatches')) measured(messages, () => told(news));
      else told(news);
    };
    const until = performance.now() + 20000;
    while (performance.now() < until) {
      area().focus();
      await measured(keys, () => document.execCommand('insertText', false, 'x'));
      await pause(100);
      if (area().value.length > 60) {
        area().select();
        document.execCommand('delete');
        await pause(50);
      }
    }
    window.wails.EventsNotify = told;
    say({ keys, messages, lines: await longest(), rows: document.querySelectorAll('.message').length });
  }
  run().catch((error) => say({ error: String(error) }));
})();
