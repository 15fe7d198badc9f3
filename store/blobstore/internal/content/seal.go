package content

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"

	"github.com/minio/sio"
)

const (
	packageHeader = 16
	packageTag    = 16
	keySize       = 32
)

// errKey means that a key is none, is missing, or is one too many.
var errKey = errors.New("content: sealed content has a key of 32 bytes, and other has none")

// sealing is how content is sealed, for package sio.
func sealing(key []byte) sio.Config {
	return sio.Config{
		MinVersion:   sio.Version20,
		MaxVersion:   sio.Version20,
		CipherSuites: []byte{sio.AES_256_GCM},
		Key:          key,
	}
}

// An opener opens frames. After begin it may be used concurrently.
//
// It opens a package of DARE where it lies, which package sio cannot: that would copy each, and
// opens none from the middle of a stream by itself. A header is
//
//	1 byte    version, 0x20
//	1 byte    cipher, 0 for AES-256-GCM
//	2 bytes   length of the payload, less 1; little endian as all numbers of DARE
//	12 bytes  nonce of the stream, whose first bit is set in the last package alone
//
// of which the first four are authenticated with the payload. The nonce of a package is that in
// its header with the number of the package added by exclusive or to the last four bytes.
type opener struct {
	l     Layout
	aead  cipher.AEAD // nil if the content is not sealed
	nonce [12]byte    // of the stream
	begun bool
}

func newOpener(l Layout, key []byte) (*opener, error) {
	if l.Sealed != (key != nil) {
		return nil, errKey
	}
	if !l.Sealed {
		return &opener{l: l}, nil
	}
	if len(key) != keySize {
		return nil, errKey
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &opener{l: l, aead: aead}, err
}

// begin takes the nonce of the stream from the first frame that is read. All others have it too.
func (o *opener) begin(f item) {
	if o.aead != nil && !o.begun {
		copy(o.nonce[:], f.bytes[4:packageHeader])
		o.nonce[0] &= 0x7f
		o.begun = true
	}
}

// open checks a frame and returns the bytes of the stream in it, which lie in its memory. It
// uses all of that.
func (o *opener) open(f item) ([]byte, error) {
	block, err := o.l.check(f)
	if err != nil || o.aead == nil {
		return block, err
	}
	if [packageHeader]byte(block) != o.header(f.number, len(block)-packageHeader-packageTag) {
		return nil, o.l.damage(f.number, "its header is not the one of its place")
	}
	head, body := block[:packageHeader], block[packageHeader:]
	number := head[packageHeader-4:]
	binary.LittleEndian.PutUint32(number, binary.LittleEndian.Uint32(number)^uint32(f.number))
	plain, err := o.aead.Open(body[:0], head[4:], body, head[:4])
	if err != nil {
		return nil, o.l.damage(f.number, "it was not sealed with this key, or was changed")
	}
	return plain, nil
}

// header returns the header that the package of a frame must have.
func (o *opener) header(frame int64, payload int) [packageHeader]byte {
	h := [packageHeader]byte{sio.Version20, sio.AES_256_GCM, byte(payload - 1), byte((payload - 1) >> 8)}
	copy(h[4:], o.nonce[:])
	if frame == o.l.frames()-1 {
		h[4] |= 0x80
	}
	return h
}
