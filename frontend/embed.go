// Package frontend holds the built web parts, so that each program carries
// those it shows: the desktop its panel, the server its widget and demo shop.
package frontend

import (
	"embed"
	"io/fs"
)

// The folders are there in a fresh clone, with nothing but .gitkeep in them:
// that compiles, and a program without its pages says so when it starts.
//
//go:embed all:dist/panel
var panel embed.FS

//go:embed all:dist/widget
var widget embed.FS

//go:embed all:dist/demo
var demo embed.FS

// Panel is the agent's panel, with index.html at its top.
func Panel() fs.FS { return sub(panel, "dist/panel") }

// Widget is the visitor's side: loader.js and the frame's page and parts.
func Widget() fs.FS { return sub(widget, "dist/widget") }

// Demo is the demo shop.
func Demo() fs.FS { return sub(demo, "dist/demo") }

func sub(all embed.FS, dir string) fs.FS {
	part, err := fs.Sub(all, dir)
	if err != nil {
		panic(err) // the folder is named above
	}
	return part
}
