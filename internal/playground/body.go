package playground

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject"
)

// A body is a window of an object, and its first bytes.
type body struct {
	Size    int64  `json:"size"`   // of the object
	Offset  int64  `json:"offset"` // of the window
	Length  int64  `json:"length"` // of the window
	Sent    int64  `json:"sent"`   // bytes that were written, less than Length if it is long or was aborted
	Text    string `json:"text"`   // the first bytes, if they are text
	Base64  string `json:"base64"` // the first bytes, if they are not
	Aborted bool   `json:"aborted"`
}

// mostShown is how many bytes of a body are shown.
const mostShown = 2 << 10

// bodyOf returns the body of an answer, nil where a status has none.
func bodyOf(p *getobject.Plan, r *recorder) *body {
	if r.sent == 0 && p.Window.Length == 0 && r.status >= http.StatusMultipleChoices {
		return nil
	}
	b := &body{Size: p.Window.Length, Offset: p.Window.Offset, Length: p.Window.Length, Sent: r.sent, Aborted: r.aborted}
	if p.Rule == nil { // a function made it
		b.Size, b.Length = r.sent, r.sent
		if said, err := strconv.ParseInt(r.header.Get("Content-Length"), 10, 64); err == nil {
			b.Size, b.Length = said, said
		}
	}
	for _, f := range p.Fields {
		if _, size, ok := strings.Cut(f.Value, "/"); ok && strings.EqualFold(f.Name, "Content-Range") && p.Rule != nil {
			b.Size, _ = strconv.ParseInt(size, 10, 64) // which the handler made
		}
	}
	b.show(r.body)
	return b
}

// show keeps the first bytes, as text where they are. Of a body of which more follows, the last
// character may be cut.
func (b *body) show(first []byte) {
	text := first
	if len(first) > mostShown {
		first = first[:mostShown]
		for text = first; len(text) > mostShown-utf8.UTFMax && !utf8.Valid(text); {
			text = text[:len(text)-1]
		}
	}
	if utf8.Valid(text) && !bytes.ContainsRune(text, 0) {
		b.Text = string(text)
		return
	}
	b.Base64 = base64.StdEncoding.EncodeToString(first)
}
