// Package vectors holds what Amazon S3 answers to GetObject and HeadObject, as data:
// requests over a described state of a store, each with the response that S3 gives.
// The data are the JSON files of this folder, which are embedded; README.md in the
// same folder describes them for readers in any programming language, and so do
// vector.schema.json and fixture.schema.json for their tools (JSON Schema 2020-12).
//
// # Files
//
// A [File] is one state, its fixture, and the vectors that run over it. [All] returns
// the embedded files, [Load] those of another folder in the same form. A [Vector] is one
// [Request] and what to [Expect] of the response, with the documentation or recording
// that says so.
//
// # A loader that fails on nothing
//
// A test that runs on no vectors passes without having looked at anything, and a
// misspelt member is a check that never happens. So these are errors, which name the
// file and the vector:
//
//	folder   no *.json file but *.schema.json, one id twice over all files
//	file     no valid JSON or UTF-8, something after the value, no fixture, no vectors
//	member   unknown, written in another letter case, twice in one object, of the wrong type
//	vector   an id not of the form area/name, no why, no spec, no source, an unknown kind
//	request  a method other than GET, HEAD and OPTIONS, a header line not of two texts, a query
//	         item not of one or two, a character that would end a line, a placeholder that
//	         is none, sign without credentials
//	expect   a status outside 100 to 599, a regular expression that does not compile, an
//	         error document in a response that has none, a header both expected and absent
//
// The fixture is handed on as it is, with duplicate members excluded; package vectors
// knows nothing of stores and reads no more of it.
package vectors

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.json sequence/*.json
var embedded embed.FS

// A File is the content of one vector file.
type File struct {
	Name    string          // base name of the file without ".json", such as "range"
	Fixture json.RawMessage // the state that every vector of the file starts from, a JSON object
	Vectors []Vector        // in the order of the file, at least one
}

// A Vector says that a request gets a response.
type Vector struct {
	ID      string   // area/name, unique over all files
	Why     string   // what the vector shows, in one sentence
	Spec    []string // the sections that say so, at least one, such as "RFC 9110 §13.1.2"
	Kind    Kind     // how sure it is
	Source  string   // where the behaviour is documented or was recorded
	Rule    string   // identifier of the rule that decides; may be empty
	Catches []string // mistakes that this vector finds; may be empty
	Request Request  // what is sent
	Expect  Expect   // what must come back
}

// A Kind says on whose word a [Vector] stands.
type Kind string

// The kinds of vectors.
const (
	Required Kind = "required" // a standard or the vendor's documentation says so
	Quirk    Kind = "quirk"    // S3 differs from the RFC, and Spec names both
	Observed Kind = "observed" // recorded on the service, and promised by nobody
)

// Errors that [Load] wraps when there is nothing to run.
var (
	ErrNoFiles   = errors.New("no vector files")
	ErrNoVectors = errors.New("no vectors")
)

// All returns the embedded vector files in order of name. Each call returns a copy of
// its own, which the caller may change.
func All() ([]File, error) { return Load(embedded) }

// Load reads every *.json file in the root of fsys but *.schema.json, in order of name.
// Its errors name the file and, where it is one vector's fault, the vector; the package
// comment lists them. They wrap [ErrNoFiles] or [ErrNoVectors] where there is nothing to run.
func Load(fsys fs.FS) ([]File, error) {
	var files []File
	err := loadFiles(fsys, decodeVector, func(name string, fixture json.RawMessage, list []Vector) {
		files = append(files, File{name, fixture, list})
	}, func(v Vector) string { return v.ID })
	return files, err
}

// loadFiles reads every file of fsys in order of name, whose vectors have ids that are unique.
func loadFiles[T any](fsys fs.FS, decode func([]byte) (T, error), add func(string, json.RawMessage, []T), id func(T) string) error {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return fmt.Errorf("vectors: %w", err)
	}
	names = slices.DeleteFunc(names, isSchema)
	if len(names) == 0 {
		return fmt.Errorf("vectors: %w", ErrNoFiles)
	}
	home := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("vectors: %w", err)
		}
		fixture, list, err := decodeFile(data, decode)
		if err != nil {
			return fmt.Errorf("vectors: %s: %w", name, err)
		}
		for _, v := range list {
			if first, taken := home[id(v)]; taken {
				return fmt.Errorf("vectors: %s: %s: the id is used before, in %s", name, id(v), first)
			}
			home[id(v)] = name
		}
		add(strings.TrimSuffix(name, ".json"), fixture, list)
	}
	return nil
}

// isSchema reports whether a file says how vectors are written, and has none.
func isSchema(name string) bool { return strings.HasSuffix(name, ".schema.json") }
