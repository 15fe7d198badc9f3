// Package site writes the playground as static files, which any server of files can serve: the page,
// the engine as WebAssembly, and the data of the reference.
//
//	index.html, …        the page, from the folder page
//	wasm_exec.js         how Go runs in a page, from the Go distribution
//	playground.wasm.gz   the engine, by Go's own compiler, compressed
//	rules.json           the rules, their code, vectors and examples, and the steps
//	vectors.json         the vectors by file, each file with its fixture
//	peers.json           what others answer to the vectors, from docs
//	guesses.json         what nobody has recorded
//	composition.json     what the engine is made of
//	files.json           the files, their sizes and digests
//
// Nothing is fetched: all of it is made of the repository and of the Go distribution.
package site

import (
	"context"
	"embed"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed page
var page embed.FS

// Write writes the site of the repository in a folder into another, which it makes if it has to.
func Write(ctx context.Context, root, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	write := func(name string, data []byte) error {
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o666)
	}
	if err := writePage(dir, write); err != nil {
		return err
	}
	if err := build(ctx, root, write); err != nil {
		return err
	}
	if err := writeData(ctx, root, dir); err != nil {
		return err
	}
	peers, err := os.ReadFile(filepath.Join(root, "docs", "peers.json"))
	if err == nil {
		err = write("peers.json", peers)
	}
	if err != nil {
		return err
	}
	return writeList(dir, write)
}

// writePage writes the files of the page.
func writePage(dir string, write func(string, []byte) error) error {
	files, err := fs.Sub(page, "page")
	if err != nil {
		return err
	}
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(dir, filepath.FromSlash(name)), 0o777)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		return write(name, data)
	})
}
