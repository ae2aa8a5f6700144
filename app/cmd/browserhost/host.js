// What Wails gives its window, over one WebSocket: window.go and window.runtime.
(() => {
  'use strict';
  const methods = [/*methods*/];
  const listeners = new Map();
  const pending = new Map();
  let last = 0;
  let waiting = [];
  let socket;

  function open(again) {
    socket = new WebSocket(`ws://${location.host}/host`);
    socket.onopen = () => {
      // The program may be another one than before: its page is to begin anew.
      if (again) return location.reload();
      for (const text of waiting) socket.send(text);
      waiting = [];
    };
    socket.onmessage = ({ data }) => hear(JSON.parse(data));
    socket.onclose = () => {
      for (const { reject } of pending.values()) {
        reject(JSON.stringify({ code: 'unavailable', message: 'The program behind this page has ended.' }));
      }
      pending.clear();
      setTimeout(() => open(true), 1000);
    };
  }

  function hear(frame) {
    if (frame.event) {
      for (const listen of listeners.get(frame.event) ?? []) listen(frame.data);
      return;
    }
    const call = pending.get(frame.id);
    pending.delete(frame.id);
    if (frame.error !== undefined) call?.reject(frame.error);
    else call?.resolve(frame.result);
  }

  function call(method, args) {
    return new Promise((resolve, reject) => {
      const id = ++last;
      pending.set(id, { resolve, reject });
      const text = JSON.stringify({ id, method, args });
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
      else waiting.push(text);
    });
  }

  function on(name, listen) {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listen));
    return () => set.delete(listen);
  }

  const App = Object.fromEntries(methods.map((name) => [name, (...args) => call(name, args)]));
  // The clipboard is the browser's here.
  App.CopyText = (text) => navigator.clipboard.writeText(text);
  // So is the way to save a file: it is fetched once, under a name nobody can guess.
  on('save', ({ path, name }) => {
    const link = document.createElement('a');
    link.href = path;
    link.download = name;
    // Not put into the page, where a click on an address is the panel's to follow.
    link.click();
  });
  window.go = { app: { App } };
  window.runtime = { EventsOn: on, EventsOff: (...names) => names.forEach((name) => listeners.delete(name)) };
  open(false);
})();
