package blobstore

import (
	"bytes"
	"testing"
)

// FuzzName: what is read of a name makes that name again, and keys of names are those of the names.
func FuzzName(f *testing.F) {
	for _, s := range []string{"zfe", "yfe/ff", "zfe.zfd", "yfe/ff.yfe-fe", "a/b.c", "\xff+=~", ",,/", "!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := parsePlace(s); err == nil {
			again := recordName(p.seq)
			if p.note > 0 {
				again = noteName(p.seq, p.note)
			}
			if again != s {
				t.Errorf("parsePlace(%q) = %+v, which is named %q", s, p, again)
			}
		}
		_ = keyIn(s)
		_ = keyIn("objects/i/" + s + "!/")
		if isKey(s) {
			if got := keyIn("objects/i/" + keyName(s) + "/"); got != s && got != "" {
				t.Errorf("the name of %q is read as that of %q", s, got)
			}
		}
		if seq, ok := placeOf(s); ok && seq == 0 {
			t.Errorf("placeOf(%q) = 0", s)
		}
	})
}

// FuzzRow: a row of a table of parts that can be read is written as it was.
func FuzzRow(f *testing.F) {
	r := row{end: 10, sum: make([]byte, 8)}
	r.Size, r.Sealed, r.Blob, r.Key = 10, true, newID(), sealed{By: byBox, Data: make([]byte, boxLength)}
	f.Add(r.append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = append(b, make([]byte, rowLength)...)[:rowLength]
		var r, again row
		if r.parse(b) != nil {
			return
		}
		written := r.append(nil)
		if err := again.parse(written); err != nil || !bytes.Equal(again.append(nil), written) {
			t.Errorf("%x is read and written as %x, %v", b, written, err)
		}
	})
}

// FuzzDecode: what is no record is an error.
func FuzzDecode(f *testing.F) {
	file, err := encode(&claim{Place: 1}, []byte("payload"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, head := range []any{new(change), new(bucketState), new(upload), new(part), new(claim), new(completed), new(point)} {
			if payload, err := decode(b, head); err == nil && len(payload) > len(b) {
				t.Errorf("%d bytes have contents of %d", len(b), len(payload))
			}
		}
	})
}
