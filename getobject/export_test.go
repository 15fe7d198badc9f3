package getobject

import (
	"net/http"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
)

// The alphabets are what the tests of this folder see beside the exported names.
const (
	RequestAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	HostAlphabet    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	HexAlphabet     = "0123456789abcdef"
)

// ResponseHeaders returns the rules of the table of response headers.
func ResponseHeaders() (names []string) {
	for i := range responseHeaders {
		names = append(names, responseHeaders[i].name)
	}
	return names
}

// Scribble writes over the memory of a call that is over, and returns it as it has to be.
func Scribble() {
	const text = "scribbled"
	c := calls.Get().(*call)
	c.request = Request{Method: text, Header: http.Header{text: {text}}, Query: Query{{text, text, true}}, prefix: text, fields: http.Header{text: {text}}}
	c.op = Operation{}
	c.record = Record{IDs: IDs{text, text}, Operation: text, Method: text, Bucket: text, Key: text, Status: 999,
		Identity: Identity{AccessKey: text, Account: text, ARN: text}}
	c.exchange.plan = Plan{Status: 999, Fields: c.room[:]}
	for i := range c.room {
		c.room[i] = Field{Name: text, Value: text}
	}
	c.exchange.facts = Facts{Identity: c.record.Identity, Permissions: ^Permissions(0)}
	for i := range c.document {
		c.document[i] = '#'
	}
	c.release()
}

// NewIDSource returns a function that draws ids as a handler does.
func NewIDSource() func() IDs {
	s := new(idSource)
	return func() IDs { return s.next(address.EndpointGeneral) }
}

// NewReader returns a function that reads requests as a handler does, each into the memory of the one before.
func NewReader() func(*http.Request, ParseOptions) (*Request, error) {
	r := new(Request)
	return func(hr *http.Request, o ParseOptions) (*Request, error) {
		*r = Request{}
		return r, r.read(hr, o, parsing[:], nil)
	}
}

// PreparedFields returns how many fields a memo has.
func PreparedFields(m *store.Memo) int {
	p := m.Load().(*prepared)
	return len(p.whole) + len(p.notModified)
}
