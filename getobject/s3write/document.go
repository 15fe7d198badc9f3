package s3write

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// XML 1.0 has no control characters, and S3 writes references to them all the same: &#x1; in a list
// without encoding-type. Package xml would replace them. So named puts a mark before the number of one,
// and writeDocument makes references of marks.
const mark = "\uE000"

// named returns a name of a client's, of an object for instance, as documents take it.
func named(s string) string {
	if !strings.Contains(s, mark) && !strings.ContainsFunc(s, outsideXML) {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		switch {
		case string(c) == mark:
			b.WriteString(mark + mark)
		case outsideXML(c):
			b.WriteString(mark + strconv.FormatInt(int64(c), 16) + ";")
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// outsideXML reports whether a document of XML 1.0 cannot hold c.
func outsideXML(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF
}

// marked is a mark and what it is before.
var marked = regexp.MustCompile(mark + "(" + mark + "|[0-9a-f]+;)")

// writeDocument returns the text of a document, as S3 writes it. What a client wrote stays as it is.
func writeDocument(document any) ([]byte, error) {
	text, err := xml.Marshal(document)
	if _, ok := document.(kept); ok || err != nil {
		return append([]byte(xml.Header), text...), err
	}
	// The references of package xml, and what S3 writes for the same characters.
	references := strings.NewReplacer("&#34;", "&quot;", "&#39;", "&apos;", "&#xD;", "&#13;", "&#xA;", "\n", "&#x9;", "\t")
	text = []byte(xml.Header + references.Replace(string(text)))
	if !bytes.Contains(text, []byte(mark)) {
		return text, nil
	}
	return marked.ReplaceAllFunc(text, func(m []byte) []byte {
		if m = m[len(mark):]; string(m) == mark {
			return m
		}
		return append([]byte("&#x"), m...)
	}), nil
}

// A plain text is written as it is, as quotes are in the documents of copies.
type plain struct {
	Text string `xml:",innerxml"`
}
