package s3write

import (
	"encoding/base64"
	"strings"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// maxPage is how much a list has at most. S3 ListObjectsV2: max-keys.
const maxPage = 1000

// A page is what a request for a list asks for: at most limit items behind a marker, of which
// those that have a delimiter behind the prefix are rolled up to one.
type page struct {
	prefix, delimiter string
	limit             int
	after             string // the last item of the page before, "" for none
	encodes           bool   // names are encoded as in a URL
}

// readPage reads what all lists have. The limit is of that name.
func (c *call) readPage(limit string) (p page, err error) {
	p.prefix, p.delimiter = c.param("prefix"), c.param("delimiter")
	if kind, ok := c.request.Query.Get("encoding-type"); ok {
		if kind != "url" {
			return page{}, badArgument("Invalid Encoding Method specified in Request", "encoding-type", kind)
		}
		p.encodes = true
	}
	p.limit, err = c.integer(limit, maxPage, 0, maxPage)
	return p, err
}

// name returns a name as the document has it.
func (p *page) name(s string) string {
	if p.encodes {
		return urlEncoded(s)
	}
	return named(s)
}

// encoding returns the element of a document that says how names are encoded.
func (p *page) encoding() string {
	if p.encodes {
		return "url"
	}
	return ""
}

// urlEncoded encodes as S3 does in lists: a blank is a plus sign, and slashes and asterisks
// stay. S3 ListObjectsV2: encoding-type.
func urlEncoded(s string) string {
	const kept = "/-.*_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch {
		case s[i] == ' ':
			b.WriteByte('+')
		case strings.IndexByte(kept, s[i]) >= 0:
			b.WriteByte(s[i])
		default:
			b.Write([]byte{'%', digits[s[i]>>4], digits[s[i]&15]})
		}
	}
	return b.String()
}

// common returns what a key is rolled up to, or "".
func (p *page) common(key string) string {
	if p.delimiter == "" {
		return ""
	}
	head, _, found := strings.Cut(key[len(p.prefix):], p.delimiter)
	if !found {
		return ""
	}
	return p.prefix + head + p.delimiter
}

// An item is a key or a common prefix of a page, and for a list of versions one version.
type item struct {
	name   string
	common bool // the item is a common prefix
	info   *store.Info
	latest bool // the item is the latest version
	upload *write.Upload
}

// items returns the items of a page, and whether more follow. Of each key, pick returns what
// is listed, from the newest to the oldest. Keys come in the order of their bytes.
//
// A key that is the marker itself is left to pick, with the key as it is; so a list of versions
// can go on within a key. A common prefix that is the marker, or that the marker lies in, is passed.
func (c *call) items(p page, pick func(write.Entry) []item) (all []item, more bool, err error) {
	l := &listing{page: p, pick: pick}
	from := max(p.prefix, p.after)
	for {
		next := ""
		for entry, err := range c.h.Store.Scan(c.ctx, c.bucket.Name, from) {
			if err != nil {
				return nil, false, err
			}
			if next = l.add(entry); next != "" || l.done {
				break
			}
		}
		if l.done || next == "" {
			break
		}
		from = next
	}
	return l.items, l.more, nil
}

// A listing is a page that is being filled.
type listing struct {
	page
	pick  func(write.Entry) []item
	items []item
	more  bool // there are more items than the page has
	done  bool // nothing that follows is looked at
}

// add adds what is listed of a key, and returns the key to go on with where that is not the
// next one: behind all that have the same common prefix.
func (l *listing) add(entry write.Entry) (next string) {
	if !strings.HasPrefix(entry.Key, l.prefix) {
		l.done = true
		return ""
	}
	found := l.pick(entry)
	if common := l.common(entry.Key); common != "" && len(found) > 0 {
		next = successor(common)
		found = []item{{name: common, common: true}}
		if strings.HasPrefix(l.after, common) {
			found = nil
		}
	}
	for _, i := range found {
		if len(l.items) == l.limit {
			l.more, l.done = l.limit > 0, true
			return ""
		}
		l.items = append(l.items, i)
	}
	return next
}

// successor returns the least text that is greater than all that begin with prefix, and a text
// greater than any key if there is none.
func successor(prefix string) string {
	b := []byte(prefix)
	for len(b) > 0 && b[len(b)-1] == 0xFF {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return "\xff\xff\xff\xff"
	}
	b[len(b)-1]++
	return string(b)
}

// tokenMark begins a token, so that another text is not taken for one.
const tokenMark = "1:"

// tokenOf returns the token that goes on behind a name.
func tokenOf(name string) string {
	return base64.URLEncoding.EncodeToString([]byte(tokenMark + name))
}

// token returns the name behind which the token of a parameter goes on, or "".
func (c *call) token(name string) (string, error) {
	text, ok := c.request.Query.Get(name)
	if !ok {
		return "", nil
	}
	decoded, err := base64.URLEncoding.Strict().DecodeString(text)
	after, found := strings.CutPrefix(string(decoded), tokenMark)
	switch {
	case text == "":
		return "", badValue("The continuation token provided is incorrect", name)
	case err != nil || !found:
		return "", badArgument("The continuation token provided is incorrect", name, text)
	}
	return after, nil
}
