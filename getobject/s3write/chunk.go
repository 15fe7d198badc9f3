package s3write

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// minChunk is the length of the shortest chunk that is not the last of its body.
const minChunk = 8192

// maxLine is the length of the longest line about a chunk, and of the longest trailer.
const maxLine = 4096

// errUnsigned is the cause of refusing a chunk whose signature is wrong.
var errUnsigned = errors.New("s3write: the signature of a chunk or a trailer is wrong")

// A chunkReader reads the content of a body in chunks. Its error is [io.EOF] once the last
// chunk and the trailer have been read, and their signatures are right. S3 SigV4: Transferring
// payload in multiple chunks.
//
//	chunk    size in hexadecimal digits [;chunk-signature=...] CRLF bytes CRLF
//	last     0 [;chunk-signature=...] CRLF
//	trailer  (name:value CRLF)* [x-amz-trailer-signature:... CRLF] CRLF
type chunkReader struct {
	in       *bufio.Reader
	signed   bool
	trailed  bool              // a trailer may follow
	chain    *sigv4.Chain      // nil verifies nothing
	trailers map[string]string // by lower-case name, once all has been read

	left      int64 // of the chunk
	begun     bool  // a chunk has been begun
	small     bool  // a chunk was shorter than minChunk
	signature string
	sum       hash.Hash
	err       error
}

// newChunkReader returns the reader of a claim's body. The chain is nil where nobody verifies.
func newChunkReader(body io.Reader, cl *claim, chain *sigv4.Chain) *chunkReader {
	return &chunkReader{
		in: bufio.NewReaderSize(body, maxLine), signed: cl.signed, trailed: cl.trailer,
		chain: chain, sum: sha256.New(), trailers: make(map[string]string),
	}
}

// Read reads content.
func (r *chunkReader) Read(p []byte) (int, error) {
	for r.err == nil && r.left == 0 {
		r.err = r.next()
	}
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.in.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	if r.signed {
		r.sum.Write(p[:n])
	}
	if err != nil {
		r.err = unexpected(err)
		return n, r.err
	}
	return n, nil
}

// unexpected returns the error of a body that ends too early.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return refuse("IncompleteBody")
	}
	return err
}

// next ends the chunk that was read and begins the next one.
func (r *chunkReader) next() error {
	if r.begun {
		if err := r.end(); err != nil {
			return err
		}
	}
	line, err := r.line()
	if err != nil {
		return err
	}
	digits, extension, _ := strings.Cut(line, ";")
	size, err := strconv.ParseInt(digits, 16, 64)
	signature, has := strings.CutPrefix(extension, "chunk-signature=")
	switch {
	case err != nil || size < 0 || digits[0] == '+' || digits[0] == '-' || size > maxBody:
		return refuse("IncompleteBody")
	case r.signed != has:
		return refuse("IncompleteBody")
	case r.small && size > 0 && r.signed:
		return refuse("InvalidChunkSizeError")
	}
	r.begun, r.left, r.signature = true, size, signature
	r.small = size < minChunk
	if size > 0 {
		return nil
	}
	return r.last()
}

// last ends the body. Its error is [io.EOF] if all of it is right.
func (r *chunkReader) last() error {
	if err := r.verify(); err != nil {
		return err
	}
	if err := r.readTrailers(); err != nil {
		return err
	}
	return io.EOF
}

// end ends a chunk: its signature is that of its bytes, and a line ends.
func (r *chunkReader) end() error {
	if err := r.verify(); err != nil {
		return err
	}
	line, err := r.line()
	if err == nil && line != "" {
		return refuse("IncompleteBody")
	}
	return err
}

// verify verifies the signature of the bytes of a chunk.
func (r *chunkReader) verify() error {
	if !r.signed || r.chain == nil {
		return nil
	}
	ok := r.chain.Chunk(r.signature, [sha256.Size]byte(r.sum.Sum(nil)))
	r.sum.Reset()
	if !ok {
		return wrongSignature()
	}
	return nil
}

func wrongSignature() error {
	return &getobject.Error{Code: rule.CodeSignatureDoesNotMatch, Err: errUnsigned}
}

// readTrailers reads what follows the last chunk.
func (r *chunkReader) readTrailers() error {
	var signed []byte
	signature, has, size := "", false, 0
	for {
		line, err := r.line()
		if err != nil {
			return err
		}
		size += len(line)
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		_, again := r.trailers[name]
		switch {
		case line == "" && r.signed && !has && r.signatureFollows():
			continue
		case line == "":
			return r.checkTrailers(signed, signature, has)
		case !ok || !r.trailed || has || again || size > maxLine:
			return refuse("MalformedTrailerError")
		case name == "x-amz-trailer-signature":
			signature, has = value, true
			continue
		}
		r.trailers[name] = value
		signed = append(append(append(append(signed, name...), ':'), value...), '\n')
	}
}

// signatureFollows reports whether the signature of the trailer comes next: an empty line may stand
// between it and the fields that it signs. S3 SigV4: Streaming with trailing headers.
func (r *chunkReader) signatureFollows() bool {
	const field = "x-amz-trailer-signature:"
	next, _ := r.in.Peek(len(field))
	return strings.EqualFold(string(next), field)
}

// checkTrailers verifies the signature of the trailer.
func (r *chunkReader) checkTrailers(signed []byte, signature string, has bool) error {
	switch {
	case !r.signed && has, r.signed && r.trailed && !has:
		return refuse("MalformedTrailerError")
	case has && r.chain != nil && !r.chain.Trailer(signature, sha256.Sum256(signed)):
		return wrongSignature()
	}
	return nil
}

// line reads a line, without its end.
func (r *chunkReader) line() (string, error) {
	line, err := r.in.ReadSlice('\n')
	if err != nil {
		if errors.Is(err, bufio.ErrBufferFull) {
			err = refuse("IncompleteBody")
		}
		return "", unexpected(err)
	}
	return string(bytes.TrimSuffix(line[:len(line)-1], []byte("\r"))), nil
}
