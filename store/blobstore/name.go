package blobstore

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Where files are.
const (
	bucketsRoot = "buckets/" // a log of each bucket
	objectsRoot = "objects/" // a log of each key, by the instance of its bucket
	uploadsRoot = "uploads/" // multipart uploads, by the instance of the bucket
	doneRoot    = "done/"    // what uploads were completed as
	blobsRoot   = "blobs/"   // contents
	pointsRoot  = "points/"  // a log of each access point
	keyFile     = "keys/local"
	formatFile  = "format"
)

// What a name of a key consists of.
const (
	elementLength = 178 // bytes from which an element of a name is ended
	nameLength    = 600 // bytes from which the rest of a key is a digest
	usualDir      = 128 // bytes that the name of a log rarely exceeds
	endOfKey      = "!"
	continued     = ",/"  // ends an element that is long
	shortened     = ",,/" // stands before the digest of a key that is long
)

// keyName returns the name of a key, which no other key has in any case of letters. Names sort as
// the keys do, in the order of their bytes, but for those of keys of over 600 bytes, or fewer where
// many are escaped: those that agree up to there are together, in no order.
func keyName(key string) string {
	return string(appendKeyName(make([]byte, 0, usualDir), key))
}

// appendKeyName appends the name of a key to dst.
func appendKeyName(dst []byte, key string) []byte {
	start, element := len(dst), len(dst) // where the name begins, and its last element
	for i := range len(key) {
		switch {
		case len(dst)-start >= nameLength:
			sum := sha256.Sum256([]byte(key))
			dst = hex.AppendEncode(append(dst, shortened...), sum[:20])
			return append(dst, endOfKey...)
		case len(dst)-element >= elementLength:
			dst = append(dst, continued...)
			element = len(dst)
		}
		switch c := key[i]; {
		case c == '/':
			dst = append(dst, ".s/"...)
			element = len(dst)
		case c == '.':
			dst = append(dst, ".d"...)
		case c == '-', '0' <= c && c <= '9', 'a' <= c && c <= 'z':
			dst = append(dst, c)
		case c < '-':
			dst = fmt.Appendf(dst, "+%02x", c)
		case c < 'a':
			dst = fmt.Appendf(dst, "=%02x", c)
		default:
			dst = fmt.Appendf(dst, "~%02x", c)
		}
	}
	return append(dst, endOfKey...)
}

// keyIn returns the key of whose name a folder under objects or uploads is, or "" where the name has a
// digest instead.
func keyIn(dir string) string {
	_, rest, _ := strings.Cut(dir, "/")
	_, name, _ := strings.Cut(rest, "/")
	name, whole := strings.CutSuffix(name, endOfKey+"/")
	if !whole || strings.Contains(name, shortened) {
		return ""
	}
	name = strings.ReplaceAll(name, continued, "")
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case strings.HasPrefix(name[i:], ".s/"):
			b.WriteByte('/')
			i += 2
		case strings.HasPrefix(name[i:], ".d"):
			b.WriteByte('.')
			i++
		case strings.IndexByte("+=~", c) >= 0 && i+2 < len(name):
			n, _ := strconv.ParseUint(name[i+1:i+3], 16, 8)
			b.WriteByte(byte(n))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// scanFrom returns a name after which the names of all keys are that are not less than key.
func scanFrom(key string) string {
	name := keyName(key)
	if i := strings.Index(name, shortened); i >= 0 {
		return name[:i+len(shortened)]
	}
	return name
}

// errSeq means that a name is none of a place in a log.
var errSeq = errors.New("blobstore: the name of a file is none of this format")

// seqName returns the name of a place in a log, which counts from 1 to 1<<40. The names sort from
// the last place to the first, and those of many places are in folders of 256.
func seqName(seq uint64, slash string) string {
	digits := fmt.Sprintf("%010x", ^seq&(1<<40-1))
	length := 1
	for ; length < 5 && seq>>(8*length) > 0; length++ {
	}
	digits = digits[10-2*length:]
	parts := []string{string(rune('{'-length)) + digits[:2]}
	for i := 2; i < len(digits); i += 2 {
		parts = append(parts, digits[i:i+2])
	}
	return strings.Join(parts, slash)
}

// parseSeq returns the place that a name of seqName is of.
func parseSeq(name, slash string) (uint64, error) {
	digits := strings.ReplaceAll(name, slash, "")
	if len(digits) < 3 || len(digits) > 11 {
		return 0, errSeq
	}
	inverted, err := strconv.ParseUint(digits[1:], 16, 64)
	seq := ^inverted & (1<<(4*(len(digits)-1)) - 1)
	if err != nil || seqName(seq, slash) != name {
		return 0, errSeq
	}
	return seq, nil
}

// A place is a file of a log: the record of a change, or a note beside the record of a version that
// a later change may be of that version.
type place struct {
	seq  uint64
	note uint64 // the place of the later change, or 0
}

// parsePlace returns the place of the name of a file of a log.
func parsePlace(name string) (p place, err error) {
	record, note, isNote := strings.Cut(name, ".")
	if p.seq, err = parseSeq(record, "/"); err == nil && isNote {
		p.note, err = parseSeq(note, "-")
	}
	if err == nil && (p.seq == 0 || isNote && p.note == 0) {
		err = errSeq // places count from 1
	}
	return p, err
}

func recordName(seq uint64) string { return seqName(seq, "/") }

func noteName(seq, later uint64) string { return recordName(seq) + "." + seqName(later, "-") }

// newID returns 26 random characters for a name.
func newID() string { return strings.ToLower(rand.Text()) }

// blobName returns the name of a blob.
func blobName(id string) string { return blobsRoot + id[:2] + "/" + id }

// isID reports whether a text has the form of those of newID.
func isID(s string) bool {
	return len(s) == 26 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
