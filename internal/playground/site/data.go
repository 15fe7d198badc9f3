package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
)

// reference is the command that knows all rules and vectors.
const reference = "./internal/tools/reference"

// writeData writes the data of the reference.
func writeData(ctx context.Context, root, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	_, err = run(ctx, root, os.Environ(), "run", reference, "-site", dir)
	return err
}

// A listed file is one of the site.
type listed struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// writeList writes the list of all files, by which a page keeps itself for later.
func writeList(dir string, write func(string, []byte) error) error {
	var list []listed
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "files.json" {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		list = append(list, listed{name, int64(len(data)), hex.EncodeToString(sum[:])})
		return nil
	})
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return write("files.json", data)
}
