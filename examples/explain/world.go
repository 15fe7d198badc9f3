package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/internal/demo"
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

// handler returns the handler of w. Where as names a principal, whoever asks is that one.
func (w world) handler(as string) (*endpoints.Handler, error) {
	h := w.Endpoints()
	if as == "" {
		return h, nil
	}
	p := w.Principal(as)
	if p == nil {
		return nil, fmt.Errorf("no principal %q; there are %s", as, w.names())
	}
	h.Objects.Authenticator = getobject.AuthenticatedAs(p.Identity())
	return h, nil
}

func (w world) names() string {
	var names []string
	for _, p := range w.Principals {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}
