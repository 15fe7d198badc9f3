package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/klauspost/compress/s2"
)

// An index that does not fit into a chunk has its entries where a layout says, and is skipped
// by others.
func TestIndexOfChunks(t *testing.T) {
	for _, n := range []int{1, indexEntries, indexEntries + 5} {
		var out bytes.Buffer
		p := newPacker(&out)
		p.lengths = make([]uint16, n)
		p.lengths[0] = 1
		if err := p.write([]byte(identifier)); err != nil {
			t.Fatal(err)
		}
		packed, err := p.finish()
		if err != nil {
			t.Fatal(err)
		}
		l := Layout{Size: int64(n) * blockSize, Packed: packed}
		if got := int64(out.Len()); got != l.stream() {
			t.Errorf("a stream with %d chunks in its index has %d bytes, want %d", n, got, l.stream())
		}
		for _, k := range []int{0, 1, indexEntries - 1, indexEntries, n - 1} {
			if k >= n {
				continue
			}
			want := len(identifier) + k*minChunk + min(k, 1)
			if got := binary.BigEndian.Uint64(out.Bytes()[l.entry(int64(k)):]); got != uint64(want) {
				t.Errorf("entry %d of %d is %d, want %d", k, n, got, want)
			}
		}
		if got, err := io.ReadAll(s2.NewReader(&out)); len(got) > 0 || err != nil {
			t.Errorf("others read %d bytes, %v, of an index with %d entries", len(got), err, n)
		}
	}
}
