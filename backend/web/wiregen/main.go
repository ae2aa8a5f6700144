// Command wiregen writes the OpenAPI document, and the names of its schemas for
// TypeScript, into the folder of the frontend's wire package.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/parley-desk/parley/backend/web"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: wiregen FOLDER")
	}
	doc, names, err := web.Document()
	if err != nil {
		log.Fatal(err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, doc, "", "  "); err != nil {
		log.Fatal(err)
	}
	pretty.WriteByte('\n')
	var ts bytes.Buffer
	ts.WriteString("// Made by `go generate ./backend/web` from the Go types; not to be edited.\n")
	ts.WriteString("import type { components } from './gen';\n\n")
	for _, name := range names {
		fmt.Fprintf(&ts, "export type %s = components['schemas']['%s'];\n", name, name)
	}
	write(filepath.Join(os.Args[1], "openapi.json"), pretty.Bytes())
	write(filepath.Join(os.Args[1], "src", "names.ts"), ts.Bytes())
}

func write(path string, data []byte) {
	if err := os.WriteFile(path, data, 0o644); err != nil {
		log.Fatal(err)
	}
}
