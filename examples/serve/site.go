package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// A site is something to serve.
type site struct {
	handler *getobject.Handler
	greet   func(io.Writer, *doors) // says what is there
	close   func() error
}

// newSite makes the site that the flags ask for.
func newSite(o *options) (*site, error) {
	switch {
	case o.dir != "":
		return newFolder(o.dir)
	case o.fixture != "":
		return newFixture(o.fixture)
	}
	return newDemo()
}

// openTo everybody who reaches it is a demo or a folder.
func openTo(s store.Store) *getobject.Handler {
	return &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
}

// newFolder serves the files of a folder, out of which no key and no symbolic link
// leads.
func newFolder(dir string) (*site, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("-dir: %w", err)
	}
	root, err := fsstore.Dir(path)
	if err != nil {
		return nil, fmt.Errorf("-dir: %w", err)
	}
	name := bucketName(filepath.Base(path))
	greet := func(w io.Writer, d *doors) {
		fmt.Fprintf(w, "bucket %s is the folder %s\n", name, path)
		fmt.Fprintf(w, "curl -i '%s/%s/FILE'\n", reachable(d.plain), name)
	}
	return &site{openTo(fsstore.New(name, root)), greet, root.Close}, nil
}

// newFixture serves what a file describes.
func newFixture(file string) (*site, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("-fixture: %w", err)
	}
	f, err := fixture.Load(text)
	if err != nil {
		return nil, fmt.Errorf("-fixture %s: %w", file, err)
	}
	greet := func(w io.Writer, _ *doors) { introduce(w, f) }
	return &site{f.Handler(), greet, func() error { return nil }}, nil
}

// introduce says who may do what. It prints no secret.
func introduce(w io.Writer, f *fixture.Fixture) {
	for i := range f.Principals {
		p := &f.Principals[i]
		fmt.Fprintf(w, "%s signs with access key %s and may %s\n", p.Name, p.AccessKey, names(p.Actions))
	}
	fmt.Fprintf(w, "unsigned requests may %s\n", names(f.Anonymous))
}

func names(a fixture.Actions) string {
	if len(a) == 0 {
		return "do nothing"
	}
	return "do " + strings.Join(a, ", ")
}
