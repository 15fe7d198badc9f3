package getobjecttest

import (
	"fmt"
	"net/http"

	"github.com/s3get/s3get/getobject/vectors"
)

// An Answer is a response as it came over the wire.
type Answer struct {
	// Status is the status of the response.
	Status int

	// Header has the field lines, by the canonical form of their names.
	Header http.Header

	// Body is what came as the body.
	Body []byte

	names   []string // of the fields, as they were sent; nil if their spelling does not count
	length  int64    // Content-Length, -1 if it is not there
	bodyErr error    // the body ended early, or its framing is broken
	extra   int64    // bytes after the end of the response
	open    bool     // the connection was not closed
}

// Document returns the elements of the error document, in their order, as lines. It returns nil
// for a body that is none.
func (a *Answer) Document() []vectors.Line {
	list, err := parseDocument(a.Body)
	if err != nil {
		return nil
	}
	lines := make([]vectors.Line, len(list))
	for i, e := range list {
		lines[i] = vectors.Line{Name: e.name, Value: e.text}
	}
	return lines
}

// Check compares the answer with what v, which is a vector of file, expects. It returns what [Run]
// does.
func (a *Answer) Check(file vectors.File, v vectors.Vector) error {
	seeded, err := readSeeds(file.Fixture)
	if err != nil {
		return fmt.Errorf("%s: fixture of %s: %w", v.ID, file.Name, err)
	}
	want, err := seeded.body(v)
	if err != nil {
		return fmt.Errorf("%s: %w", v.ID, err)
	}
	return compare(v, a, want, seeded.directory(v.Request.Bucket))
}
