package vectors

import (
	"encoding/json"
	"io/fs"
)

// A SequenceFile is the content of one file of sequences, which lie in the folder sequence.
type SequenceFile struct {
	Name      string          // base name of the file without ".json", such as "put"
	Fixture   json.RawMessage // the state that every sequence of the file starts from, a JSON object
	Sequences []Sequence      // in the order of the file, at least one
}

// A Sequence is a vector of several requests, each over what those before it left. It starts
// from the fixture of its file, which no other sequence has changed.
type Sequence struct {
	ID     string   // area/name, unique over all files
	Why    string   // what the sequence shows, in one sentence
	Spec   []string // the sections that say so, at least one
	Kind   Kind     // how sure it is
	Source string   // where the behavior is documented or was recorded
	Steps  []Step   // at least one; mostly the last shows what the sequence is about
}

// A Step is one request of a [Sequence]. Where its texts have "{{name}}", they have what a step
// before captured by that name.
type Step struct {
	Request Request                // any method; without a bucket it is to the service
	Body    *Body                  // what the request carries; nil: nothing
	Expect  StepExpect             // what must come back
	Capture map[string]CaptureFrom // what later steps refer to, by names of letters
}

// A Body is what a request carries: at most one of the texts, or a form, and how it is sent.
type Body struct {
	Text    string   // as it is, but for placeholders
	Base64  string   // bytes
	Size    int64    // so many bytes, of which byte i is i modulo 251
	Form    *Form    // fields of a browser's form, of which the content above is the file
	Chunked *Chunked // sent as aws-chunked; nil: as it is
}

// A Form is a multipart/form-data body (S3 POST Object).
type Form struct {
	Fields   []Line          // before the file, in order
	FileName string          // as the browser tells it
	Policy   json.RawMessage `json:",omitempty"` // the policy document, which the principal of the request signs; nil: none
	Damage   string          // name of a field of the signature whose value is changed after signing; "": none
}

// A Chunked is a body in the coding aws-chunked (S3 SigV4: Transferring payload in multiple
// chunks).
type Chunked struct {
	Signed  bool   // each chunk is signed
	Size    int    // of each chunk but the last in bytes; 0: all in one
	Trailer []Line // field lines behind the last chunk
	Damage  string // what is changed after signing: "data", "signature", "trailer" or "trailer-signature"; "": nothing
}

// A StepExpect is what a [Step] wants of the response.
type StepExpect struct {
	Expect

	// Elements are elements of the document by their path from its root, such as
	// "ListBucketResult/Contents[2]/Key", each with a [Pattern] of its text. A path without
	// a position means the only one.
	Elements map[string]string

	// Count says how many elements there are of a path.
	Count map[string]int

	// Children has the names of all children of an element, by its path, in their order.
	Children map[string][]string

	// Contains are texts that the body has, in this order.
	Contains []string

	// Aborted says that the connection is aborted before the body is whole, or before anything
	// was sent.
	Aborted bool

	// Body is the whole body, of which a Form and a Chunked say nothing; nil: any.
	Body *Body
}

// A CaptureFrom says where in a response a text is. One of both is set.
type CaptureFrom struct {
	Header  string // name of a header field
	Element string // path of an element, as in [StepExpect.Elements]
}

// Sequences returns the embedded files of sequences in order of name. Each call returns a copy
// of its own, which the caller may change.
func Sequences() ([]SequenceFile, error) {
	folder, err := fs.Sub(embedded, "sequence")
	if err != nil {
		return nil, err
	}
	return LoadSequences(folder)
}

// LoadSequences reads files of sequences as [Load] reads those of vectors, and as strictly.
func LoadSequences(fsys fs.FS) ([]SequenceFile, error) {
	var files []SequenceFile
	err := loadFiles(fsys, decodeSequence, func(name string, fixture json.RawMessage, list []Sequence) {
		files = append(files, SequenceFile{name, fixture, list})
	}, func(s Sequence) string { return s.ID })
	return files, err
}
