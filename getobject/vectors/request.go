package vectors

import (
	"encoding/json"
	"fmt"
)

// A Request is what a [Vector] sends, without a body: a GET or HEAD of one object, or the
// OPTIONS of a preflight request, which may name a bucket alone.
type Request struct {
	Method    string // "GET", "HEAD" or "OPTIONS"
	Bucket    string // name of the bucket as in the fixture, or of none
	Key       string // the object key, not encoded; "" names the bucket
	Query     []Item // in order; not encoded
	Headers   []Line // in order; values as sent, but for placeholders
	As        string // name of the principal that signs; empty: sent unsigned, unless Sign has credentials
	Presigned bool   // sign in the query instead of the Authorization header
	Sign      *Sign  // how signing differs from the usual; nil: not at all
	Style     string // "path" or "virtual"; empty means path, or virtual where Host is set
	Host      string // the exact Host field of a virtual-hosted request; may be empty
	TLS       bool   // send over TLS
}

// Signed reports whether the request is signed, by a principal or by the credentials
// that Sign brings.
func (r *Request) Signed() bool {
	return r.As != "" || r.Sign != nil && r.Sign.AccessKey != ""
}

// Virtual reports whether the bucket is named by the Host field and not by the path.
func (r *Request) Virtual() bool {
	return r.Style == "virtual" || r.Host != ""
}

// Sign changes how a [Request] is signed. The zero Sign changes nothing: every empty
// text leaves what the principal or the bucket gives.
type Sign struct {
	AccessKey string   // access key id
	SecretKey string   // the key to sign with
	Token     string   // session token
	Region    string   // region of the scope
	Service   string   // service of the scope, "s3" if empty
	Algorithm string   // "AWS4-ECDSA-P256-SHA256", or "AWS" for version 2; empty: "AWS4-HMAC-SHA256"
	RegionSet string   // regions of an asymmetric signature; empty: the region of the scope
	Age       int64    // seconds since the signature was made; negative: made in the future
	Expires   *int64   // seconds a presigned URL lives; nil means 300
	Unsigned  []Line   // header lines sent but not signed
	Drop      []string // query parameters of a presigned URL, or headers, taken away after signing
	Replace   []Line   // lines whose value is changed after signing, looked for as those of Drop
}

// A Line is a header line, or another pair of a name and a value. In JSON it is an
// array of two texts.
type Line struct{ Name, Value string }

// UnmarshalJSON reads an array of exactly two texts.
func (l *Line) UnmarshalJSON(data []byte) error {
	texts, err := unmarshalTexts(data)
	if err != nil {
		return err
	}
	if len(texts) != 2 {
		return fmt.Errorf("a line is a name and a value, not %s", data)
	}
	l.Name, l.Value = texts[0], texts[1]
	return nil
}

// MarshalJSON writes what [Line.UnmarshalJSON] reads.
func (l Line) MarshalJSON() ([]byte, error) {
	return json.Marshal([]string{l.Name, l.Value})
}

// An Item is one parameter of a query. A bare one is sent without "=", and its Value is
// empty. In JSON an Item is an array of two texts, or of one if it is bare.
type Item struct {
	Name, Value string
	Bare        bool
}

// UnmarshalJSON reads an array of one or two texts.
func (i *Item) UnmarshalJSON(data []byte) error {
	texts, err := unmarshalTexts(data)
	if err != nil {
		return err
	}
	switch len(texts) {
	case 1:
		*i = Item{Name: texts[0], Bare: true}
	case 2:
		*i = Item{Name: texts[0], Value: texts[1]}
	default:
		return fmt.Errorf("a query item is a name, or a name and a value, not %s", data)
	}
	return nil
}

// MarshalJSON writes what [Item.UnmarshalJSON] reads.
func (i Item) MarshalJSON() ([]byte, error) {
	if i.Bare {
		return json.Marshal([]string{i.Name})
	}
	return json.Marshal([]string{i.Name, i.Value})
}

// unmarshalTexts reads an array of texts; null among them is none.
func unmarshalTexts(data []byte) ([]string, error) {
	var elements []*string
	if err := json.Unmarshal(data, &elements); err != nil {
		return nil, err
	}
	texts := make([]string, 0, len(elements))
	for _, e := range elements {
		if e == nil {
			return nil, fmt.Errorf("null is no text in %s", data)
		}
		texts = append(texts, *e)
	}
	return texts, nil
}
