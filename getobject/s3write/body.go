package s3write

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"hash"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// canonical returns the name of a header field as [http.Header] has it.
func canonical(name string) string { return http.CanonicalHeaderKey(name) }

// A digest is what was computed of a body.
type digest struct {
	size int64
	md5  [md5.Size]byte
	sum  checksum.Value
}

// receive reads the body into dst and checks all that the request says about it. The checksum
// is computed with the algorithm that is given, unless that is None or the request has another.
func (c *call) receive(cl *claim, dst io.Writer, algorithm checksum.Algorithm) (digest, error) {
	if a := cl.algorithm(); a != checksum.None {
		algorithm = a
	}
	hasher := sha256.New()
	if cl.sha256 != "" {
		dst = io.MultiWriter(dst, hasher)
	}
	var body io.Reader = sent{c.hr.Body}
	var chunks *chunkReader
	if cl.chunked {
		var chain *sigv4.Chain
		if !c.chain.IsZero() {
			chain = &c.chain
		}
		chunks = newChunkReader(body, cl, chain)
		body = chunks
	}
	got, err := consume(body, cl.length, dst, algorithm)
	if err != nil {
		return digest{}, err
	}
	if err := checkTrailing(cl, chunks); err != nil {
		return digest{}, err
	}
	return got, cl.check(got, hasher)
}

// A sent is a body as a client sends it. That it cannot be read is the client's, and no error
// of the server.
type sent struct{ body io.Reader }

// Read reads the body.
func (s sent) Read(p []byte) (int, error) {
	n, err := s.body.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	e := refuse("IncompleteBody")
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		e = refuse("EntityTooLarge", "MaxSizeAllowed", strconv.FormatInt(tooLarge.Limit, 10))
	case errors.Is(err, os.ErrDeadlineExceeded):
		e = refuse(rule.CodeRequestTimeout)
	}
	e.Err = err
	return n, e
}

// consume reads a body of n bytes into dst, and computes its digests.
func consume(body io.Reader, n int64, dst io.Writer, algorithm checksum.Algorithm) (digest, error) {
	// One byte more than claimed, so that a chunked body ends where it says.
	out, err := summed(io.LimitReader(body, n+1), dst, algorithm)
	switch {
	case err != nil:
		return digest{}, unexpected(err)
	case out.size != n:
		return digest{}, refuse("IncompleteBody")
	}
	return out, nil
}

// summed copies a body into dst, and computes its digests.
func summed(body io.Reader, dst io.Writer, algorithm checksum.Algorithm) (out digest, err error) {
	tagger, summer := md5.New(), algorithm.New()
	to := []io.Writer{dst, tagger}
	if algorithm != checksum.None {
		to = append(to, summer)
	}
	if out.size, err = io.Copy(io.MultiWriter(to...), body); err != nil {
		return digest{}, err
	}
	out.md5 = [md5.Size]byte(tagger.Sum(nil))
	if algorithm != checksum.None {
		out.sum, err = checksum.New(algorithm, summer.Sum(nil))
	}
	return out, err
}

// checkTrailing reads the checksum of the trailer, which has to be there if it was announced.
func checkTrailing(cl *claim, chunks *chunkReader) (err error) {
	if chunks == nil || cl.trailing == checksum.None {
		return nil
	}
	text, ok := chunks.trailers[cl.trailing.Header()]
	if !ok {
		return refuse("MalformedTrailerError")
	}
	if cl.sum, err = checksum.Parse(cl.trailing, checksum.FullObject, text); err != nil {
		return say(rule.CodeInvalidRequest, "Value for "+cl.trailing.Header()+" trailing header is invalid.")
	}
	return nil
}

// check compares what was computed with what was claimed.
func (cl *claim) check(got digest, hasher hash.Hash) error {
	if cl.sha256 != "" {
		if sum := hex.EncodeToString(hasher.Sum(nil)); cl.sha256 != sum {
			return refuse("XAmzContentSHA256Mismatch", "ClientComputedContentSHA256", cl.sha256, "S3ComputedContentSHA256", sum)
		}
	}
	switch {
	case cl.md5 != nil && !bytes.Equal(cl.md5, got.md5[:]):
		return refuse("BadDigest",
			"ExpectedDigest", base64.StdEncoding.EncodeToString(cl.md5),
			"CalculatedDigest", base64.StdEncoding.EncodeToString(got.md5[:]))
	case !cl.sum.IsZero() && cl.sum != got.sum:
		return badChecksum(cl.sum.Algorithm().String())
	}
	return nil
}

// badChecksum makes the Error of a checksum that is not that of what was received.
func badChecksum(algorithm string) error {
	return say("BadDigest", "The "+algorithm+" you specified did not match the calculated checksum.")
}

// stage receives the body as content that c has until something takes it.
func (c *call) stage(cl *claim, algorithm checksum.Algorithm) (got digest, err error) {
	if c.content, err = c.h.Store.Stage(c.ctx); err != nil {
		return digest{}, err
	}
	return c.receive(cl, c.content, algorithm)
}

// maxDocument is the length of the longest document of a request: the list of 10,000 parts
// with their checksums.
const maxDocument = 4 << 20

// readXML reads the body as a document whose root has that name. An empty body is none where
// that is allowed.
func (c *call) readXML(into any, root string, optional bool) error {
	cl, err := c.readClaim()
	if err != nil {
		return err
	}
	return c.readDocument(cl, into, root, optional)
}

// readDocument is readXML of a body about which the claim has been read.
func (c *call) readDocument(cl *claim, into any, root string, optional bool) error {
	if cl.length > maxDocument {
		return refuse("MalformedXML")
	}
	var document bytes.Buffer
	if _, err := c.receive(cl, &document, checksum.None); err != nil {
		return err
	}
	if optional && document.Len() == 0 {
		return nil
	}
	d := xml.NewDecoder(&document)
	for {
		token, err := d.Token()
		if err != nil {
			return malformed(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != root {
			return refuse("MalformedXML")
		}
		// The namespace may be S3's or none.
		start.Name.Space = strings.TrimSpace(start.Name.Space)
		if err := d.DecodeElement(into, &start); err != nil {
			return malformed(err)
		}
		return nil
	}
}

// malformed makes the Error of a document that cannot be read.
func malformed(err error) error {
	e := refuse("MalformedXML")
	if !errors.Is(err, io.EOF) {
		e.Err = err
	}
	return e
}
