package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// A backend is what is served.
type backend struct {
	handler *endpoints.Handler
	banner  func(io.Writer, *listeners) // describes what is served
	close   func() error
}

// newBackend returns the backend that the flags select.
func newBackend(ctx context.Context, o *options, log *slog.Logger) (*backend, error) {
	switch {
	case o.dir != "":
		return newFolder(o.dir)
	case o.fixture != "":
		return newFixture(o.fixture)
	case o.fake:
		return newFake(o.state, log)
	case o.store != "":
		return newObjectStore(ctx, o.store, log)
	}
	return newDemo()
}

// publicHandler allows every request. It is used for the demo and for -dir.
func publicHandler(s store.Store) *endpoints.Handler {
	return &endpoints.Handler{Objects: &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}}
}

// newFolder serves the files of a folder. No key and no symbolic link leads out of it.
func newFolder(dir string) (*backend, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("-dir: %w", err)
	}
	root, err := fsstore.Dir(path)
	if err != nil {
		return nil, fmt.Errorf("-dir: %w", err)
	}
	name := bucketName(filepath.Base(path))
	banner := func(w io.Writer, ls *listeners) {
		fmt.Fprintf(w, "bucket %s is the folder %s\n", name, path)
		fmt.Fprintf(w, "curl -i '%s/%s/FILE'\n", reachable(ls.plain), name)
	}
	files := fsstore.New(name, root)
	closeBoth := func() error { return errors.Join(files.Close(), root.Close()) }
	return &backend{handler: publicHandler(files), banner: banner, close: closeBoth}, nil
}

// newFixture serves the state that a file describes, to its principals.
func newFixture(file string) (*backend, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("-fixture: %w", err)
	}
	f, err := fixture.Load(text)
	if err != nil {
		return nil, fmt.Errorf("-fixture %s: %w", file, err)
	}
	banner := func(w io.Writer, _ *listeners) { writePrincipals(w, f) }
	return &backend{handler: f.Endpoints(), banner: banner, close: func() error { return nil }}, nil
}

// writePrincipals prints who may do what, and no secret.
func writePrincipals(w io.Writer, f *fixture.Fixture) {
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
