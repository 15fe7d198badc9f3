package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/internal/demo"
	"github.com/s3get/s3get/store"
)

// A world is what is stored, and who may read it.
type world struct{ *fixture.Fixture }

// openWorld loads the fixture in a file, or the demo where there is no file.
func openWorld(file string) (world, error) {
	data, err := readFixture(file)
	if err != nil {
		return world{}, err
	}
	f, err := fixture.Load(fixtureOf(data))
	if err != nil {
		return world{}, fmt.Errorf("%s: %w", file, err)
	}
	return world{f}, nil
}

func readFixture(file string) ([]byte, error) {
	if file == "" {
		return demo.Fixture(), nil
	}
	return os.ReadFile(file)
}

// fixtureOf returns the fixture of a file of vectors, and any other file as it is.
func fixtureOf(data []byte) []byte {
	var file struct{ Fixture, Vectors json.RawMessage }
	if err := json.Unmarshal(data, &file); err == nil && file.Fixture != nil && file.Vectors != nil {
		return file.Fixture
	}
	return data
}

// handler returns the handler of reads of w. Where as names a principal, whoever asks is that one.
func (w world) handler(as string) (*getobject.Handler, error) {
	h := w.Handler()
	if as == "" {
		return h, nil
	}
	i := slices.IndexFunc(w.Principals, func(p fixture.Principal) bool { return p.Name == as })
	if i < 0 {
		return nil, fmt.Errorf("no principal %q; there are %s", as, w.names())
	}
	h.Authenticator = known(w.Principals[i].Identity())
	return h, nil
}

func (w world) names() string {
	var names []string
	for _, p := range w.Principals {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// A known client is who asks, whatever the request says.
type known getobject.Identity

// Authenticate returns the client.
func (k known) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity(k), nil
}
