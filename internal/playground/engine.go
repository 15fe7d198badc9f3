// Package playground is the engine of the page that shows what Amazon S3 answers: functions from
// JSON to JSON, which the page calls by name. It is plain Go, so that what the page does can be
// tested without a browser.
//
//	state         the buckets, objects and principals of a fixture, or what is wrong with it
//	parse         a request, from a command of curl or aws, a URL, or what tools print of one
//	answer        what S3 answers to a request, step by step
//	serveContent  what Go's own http.ServeContent answers to it
//	demo          the fixture to begin with
//	vector        the request of a vector, signed
//
// Nothing of a vector is embedded here: the page has them as files of its own.
package playground

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/internal/demo"
)

// An Engine answers the calls of one page. It is for one goroutine. The zero Engine is ready.
type Engine struct {
	text   string           // of the fixture that was loaded last
	loaded *fixture.Fixture // or nil
	now    func() time.Time // nil is time.Now
}

// Call calls a method with an argument in JSON, and returns the result in JSON, which for an error
// is an object with the one member "error".
func (e *Engine) Call(method, argument string) (result string) {
	defer func() {
		if p := recover(); p != nil {
			result = failure(fmt.Errorf("a fault of the engine: %v", p))
		}
	}()
	switch method {
	case "state":
		return call(argument, e.state)
	case "parse":
		return call(argument, e.parse)
	case "answer":
		return call(argument, e.answer)
	case "serveContent":
		return call(argument, e.serveContent)
	case "demo":
		return call(argument, func(struct{}) (shown, error) { return shown{string(demo.Fixture())}, nil })
	case "vector":
		return call(argument, e.vector)
	}
	return failure(fmt.Errorf("no method %q", method))
}

// call calls a method with its argument and result as values.
func call[In, Out any](argument string, method func(In) (Out, error)) string {
	var in In
	if err := json.Unmarshal([]byte(argument), &in); err != nil {
		return failure(err)
	}
	out, err := method(in)
	if err != nil {
		return failure(err)
	}
	text, err := json.Marshal(out)
	if err != nil {
		return failure(err)
	}
	return string(text)
}

// failure returns the result of a call that failed.
func failure(err error) string {
	text, _ := json.Marshal(struct { // a text has a form in JSON
		Error string `json:"error"`
	}{err.Error()})
	return string(text)
}

// A shown state is the fixture to begin with.
type shown struct {
	Fixture string `json:"fixture"`
}

// mostDigest is the largest content in bytes whose digest is computed: one that takes longer would
// seem to hang the page.
const mostDigest = 64 << 20

// load loads a fixture, unless it is the one that was loaded last. Reads leave it as it is.
func (e *Engine) load(text string) (*fixture.Fixture, error) {
	if e.loaded != nil && e.text == text {
		return e.loaded, nil
	}
	f, err := fixture.LoadLimited([]byte(text), mostDigest)
	if err != nil {
		return nil, err
	}
	e.text, e.loaded = text, f
	return f, nil
}

// clock returns the time of a request, which is now unless it says another.
func (e *Engine) clock(text string) (time.Time, error) {
	switch {
	case text != "":
		return time.Parse(time.RFC3339, text)
	case e.now != nil:
		return e.now(), nil
	}
	return time.Now(), nil
}
