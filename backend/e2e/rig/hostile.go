package rig

import (
	_ "embed"
	"encoding/json"
)

//go:embed hostile.json
var hostile []byte

// Hostile are two hundred things that attackers write where a name or a message
// is expected. One that was carried out anywhere calls canary().
func Hostile() []string {
	var all []string
	if err := json.Unmarshal(hostile, &all); err != nil {
		panic(err) // the file is ours
	}
	return all
}
