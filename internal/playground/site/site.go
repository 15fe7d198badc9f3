// Package site writes the playground as static files, which any server of files can serve: the page,
// the engine as WebAssembly, and the data of the reference.
//
//	index.html, …        the page, from the folder page
//	wasm_exec.js         how Go runs in a page, from the Go distribution
//	playground.wasm.gz   the engine, by Go's own compiler, compressed
//	rules.json           the rules, their code, vectors and examples, and the steps
//	vectors.json         the vectors by file, each file with its fixture
//	peers.json           what others answer to the vectors, from docs
//	guesses.json         what nobody has recorded, from docs
//	composition.json     what the engine is made of
//	files.json           the files, their sizes and digests
//
// Nothing is fetched: all of it is made of the repository and of the Go distribution.
package site

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed page
var page embed.FS

// optional are the files of docs that the page does without where they are not there.
var optional = [...]struct{ name, empty string }{
	{"peers.json", `{"date":"","peers":[],"answers":{}}`},
	{"guesses.json", `[]`},
}

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
	if err := writeOptional(root, write); err != nil {
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

// writeOptional writes the files of docs that others make.
func writeOptional(root string, write func(string, []byte) error) error {
	for _, o := range optional {
		text, err := os.ReadFile(filepath.Join(root, "docs", o.name))
		if errors.Is(err, fs.ErrNotExist) {
			text, err = []byte(o.empty), nil
		}
		if err != nil {
			return err
		}
		if err := write(o.name, text); err != nil {
			return err
		}
	}
	return nil
}
