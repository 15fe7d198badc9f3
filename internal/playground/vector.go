package playground

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A located vector is a vector and the file that it is in, or the fixture of that.
type located struct {
	File    struct{ Fixture json.RawMessage }
	Fixture json.RawMessage
	Vector  vectors.Vector
	Time    string // as of a Request
}

// Opened is the request of a vector, over its fixture.
type opened struct {
	Request request `json:"request"`
	Fixture string  `json:"fixture"`
}

// vector makes the request of a vector: signed as the vector says, at the time that it is asked.
func (e *Engine) vector(v located) (*opened, error) {
	if len(v.Fixture) == 0 {
		v.Fixture = v.File.Fixture
	}
	var text string
	if json.Unmarshal(v.Fixture, &text) == nil {
		v.Fixture = json.RawMessage(text)
	}
	if !json.Valid(v.Fixture) {
		return nil, errors.New("the fixture of the vector is missing")
	}
	at, err := e.clock(v.Time)
	if err != nil {
		return nil, err
	}
	at = at.Truncate(time.Second)
	q, err := compose(v.Fixture, v.Vector.Request, at)
	if err != nil {
		return nil, err
	}
	q.Time = at.UTC().Format(time.RFC3339)
	return &opened{q, string(v.Fixture)}, nil
}
