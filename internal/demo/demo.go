// Package demo has the state that is shown before anybody describes one: that of the command
// explain, of the pages of docs, and of the playground.
package demo

import (
	"embed"
	"fmt"
)

//go:embed demo.json
var files embed.FS

// Fixture returns the state, as package fixture reads it. Each call returns a copy.
func Fixture() []byte {
	data, err := files.ReadFile("demo.json")
	if err != nil {
		panic(fmt.Sprintf("demo: an embedded file is not there: %v", err))
	}
	return data
}
