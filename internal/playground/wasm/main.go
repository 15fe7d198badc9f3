//go:build js && wasm

// Command wasm is the engine of the playground in a page. It is built for js/wasm, sets the function
// s3get(method, argument) of the page, which takes and returns JSON, and calls s3getReady().
package main

import (
	"syscall/js"

	"github.com/s3get/s3get/internal/playground"
)

func main() {
	engine := new(playground.Engine)
	js.Global().Set("s3get", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 2 || args[0].Type() != js.TypeString || args[1].Type() != js.TypeString {
			return `{"error":"s3get takes the name of a method and its argument in JSON"}`
		}
		return engine.Call(args[0].String(), args[1].String())
	}))
	js.Global().Call("s3getReady")
	select {} // the page calls as long as it is open
}
