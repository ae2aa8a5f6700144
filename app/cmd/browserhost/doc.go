// Command browserhost runs the desktop behind a page of this machine instead of in a
// window: for machines without a display, and for tests in browsers. It is apart
// from main.go because it needs no window system, and it is in no installer.
//
//	browserhost --data folder [--server address] [--listen 127.0.0.1:0]
//
// It prints one line with the address to open. The token in it works once, unless
// --reusable is said, and turns into a cookie that the page's scripts cannot
// read. Without the cookie everything is answered 403; so is a request that names
// another host or comes from another origin, which is how a foreign page would
// come. It listens on a loopback address and on no other.
//
// The page is the window's own, under the window's policy except for one
// connection to this program. A script file, put before the page's, gives it what
// Wails would: window.go.app.App with the methods of the bound object, and
// window.runtime.EventsOn. Both run over one WebSocket.
//
// For development PARLEY_DESKTOP_EMAIL and PARLEY_DESKTOP_PASSWORD sign in.
package main
