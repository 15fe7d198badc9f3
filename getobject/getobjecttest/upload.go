package getobjecttest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// compose turns a step into a message with its body. Placeholders count from began, and the
// signature is made now.
func (t Target) compose(s *seeds, step vectors.Step, began time.Time) (message, error) {
	r := step.Request
	content, err := contentOf(step.Body, began)
	if err != nil {
		return message{}, err
	}
	m := t.address(r)
	m.method, m.query = r.Method, slices.Clone(r.Query)
	if m.headers, err = expand(r.Headers, began); err != nil {
		return m, err
	}
	var k signer
	if r.Signed() {
		if k, err = newSigner(s, r, t.now()); err != nil {
			return m, err
		}
	}
	m.body = content
	switch b := step.Body; {
	case b != nil && b.Form != nil:
		err = m.encodeForm(b.Form, content, k, r.Signed(), began)
	case b != nil && b.Chunked != nil:
		m, err = m.encodeChunks(b.Chunked, k, r, began)
	case r.Signed() && k.algorithm == vectors.AlgorithmVersion2:
		m = k.version2(m, r)
	case r.Signed() && r.Presigned:
		m = k.presign(m)
	case r.Signed():
		m = k.sign(m)
	}
	if err != nil {
		return m, err
	}
	if step.Body != nil {
		m.addMissing("Content-Length", strconv.Itoa(len(m.body)))
	}
	return m.tamper(r, began)
}

// contentOf returns the bytes of a body before they are encoded.
func contentOf(b *vectors.Body, began time.Time) ([]byte, error) {
	switch {
	case b == nil:
		return nil, nil
	case b.Text != "":
		text, err := vectors.Expand(b.Text, began)
		return []byte(text), err
	case b.Base64 != "":
		return base64.StdEncoding.DecodeString(b.Base64)
	}
	return seedContent{Size: b.Size}.window(0, b.Size), nil
}

// encodeForm makes the body of a form, whose policy is signed if there is one.
func (m *message) encodeForm(f *vectors.Form, file []byte, k signer, signed bool, began time.Time) error {
	const boundary = "s3get-boundary"
	m.addMissing("Content-Type", "multipart/form-data; boundary="+boundary)
	fields, err := expand(f.Fields, began)
	if err != nil {
		return err
	}
	if f.Policy != nil {
		policy, err := vectors.Expand(string(f.Policy), began)
		if err != nil {
			return err
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(policy))
		fields = append(fields, vectors.Line{Name: "policy", Value: encoded})
		if signed {
			fields = append(fields,
				vectors.Line{Name: "x-amz-algorithm", Value: k.algorithm},
				vectors.Line{Name: "x-amz-credential", Value: k.accessKey + "/" + k.scope()},
				vectors.Line{Name: "x-amz-date", Value: k.date()},
				vectors.Line{Name: "x-amz-signature", Value: k.symmetric(encoded)})
		}
	}
	var b bytes.Buffer
	for _, l := range fields {
		if l.Name == f.Damage {
			l.Value = damaged(l.Value)
		}
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, l.Name, l.Value)
	}
	fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n", boundary, f.FileName)
	fmt.Fprintf(&b, "Content-Type: application/octet-stream\r\n\r\n%s\r\n--%s--\r\n", file, boundary)
	m.body = b.Bytes()
	return nil
}

// damaged changes the last character of a text.
func damaged(s string) string {
	if strings.HasSuffix(s, "0") {
		return s[:len(s)-1] + "1"
	}
	return s[:max(len(s)-1, 0)] + "0"
}

// encodeChunks signs m and encodes its body. S3 SigV4: Transferring payload in multiple chunks.
func (m message) encodeChunks(c *vectors.Chunked, k signer, r vectors.Request, began time.Time) (message, error) {
	content := m.body
	trailer, err := expand(c.Trailer, began)
	if err != nil {
		return m, err
	}
	m.headers = slices.Clone(m.headers)
	hash := "STREAMING-UNSIGNED-PAYLOAD"
	if c.Signed {
		hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	}
	if len(trailer) > 0 || !c.Signed {
		hash += "-TRAILER"
	}
	m.addMissing("x-amz-content-sha256", hash)
	m.addMissing("x-amz-decoded-content-length", strconv.Itoa(len(content)))
	m.addMissing("Content-Encoding", "aws-chunked")
	if len(trailer) > 0 {
		var names []string
		for _, l := range trailer {
			names = append(names, strings.ToLower(l.Name))
		}
		m.addMissing("x-amz-trailer", strings.Join(names, ","))
	}
	if r.Signed() {
		m = k.sign(m)
	}
	authorization, _ := m.value("Authorization")
	_, seed, _ := strings.Cut(authorization, "Signature=")
	e := chunkEncoder{k: k, previous: seed, chunked: c}
	size := c.Size
	if size <= 0 {
		size = max(len(content), 1)
	}
	for chunk := range slices.Chunk(content, size) {
		e.chunk(chunk)
	}
	e.chunk(nil)
	e.trailer(trailer)
	m.body = e.out.Bytes()
	return m, nil
}

// A chunkEncoder writes chunks, each signed over the signature of the one before.
type chunkEncoder struct {
	k        signer
	previous string
	chunked  *vectors.Chunked
	out      bytes.Buffer
	begun    bool
}

// next signs a text of the chain.
func (e *chunkEncoder) next(kind, text string) string {
	e.previous = e.k.symmetric(algorithm + kind + e.k.date() + "\n" + e.k.scope() + "\n" + e.previous + "\n" + text)
	return e.previous
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// chunk writes a chunk, of which the last is empty.
func (e *chunkEncoder) chunk(data []byte) {
	fmt.Fprintf(&e.out, "%x", len(data))
	if e.chunked.Signed {
		signature := e.next("-PAYLOAD\n", hexSum(nil)+"\n"+hexSum(data))
		if e.chunked.Damage == "signature" && !e.begun {
			signature = damaged(signature)
		}
		e.out.WriteString(";chunk-signature=" + signature)
	}
	e.out.WriteString("\r\n")
	if len(data) == 0 {
		return
	}
	if e.chunked.Damage == "data" && !e.begun {
		data = slices.Clone(data)
		data[0] ^= 1
	}
	e.begun = true
	e.out.Write(data)
	e.out.WriteString("\r\n")
}

// trailer writes the field lines behind the last chunk, and the end.
func (e *chunkEncoder) trailer(lines []vectors.Line) {
	var signed strings.Builder
	for _, l := range lines {
		signed.WriteString(strings.ToLower(l.Name) + ":" + l.Value + "\n")
		if e.chunked.Damage == "trailer" {
			l.Value = damaged(l.Value)
		}
		e.out.WriteString(l.Name + ":" + l.Value + "\r\n")
	}
	if e.chunked.Signed && len(lines) > 0 {
		signature := e.next("-TRAILER\n", hexSum([]byte(signed.String())))
		if e.chunked.Damage == "trailer-signature" {
			signature = damaged(signature)
		}
		e.out.WriteString("x-amz-trailer-signature:" + signature + "\r\n")
	}
	e.out.WriteString("\r\n")
}
