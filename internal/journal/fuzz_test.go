package journal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen: whatever a file has, it is refused and left alone, or its beginning is a journal that
// reads the same again.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte(line + "\n"))
	f.Add([]byte(line + "\n\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01\x8c\x28\xb2\x8cab\x00\x00\x00\x00"))
	f.Add([]byte(line + "\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, "journal")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		j, records, err := open(path)
		if err != nil {
			if now, errRead := os.ReadFile(path); errRead != nil || !bytes.Equal(now, data) {
				t.Fatalf("a file that was refused with %v is now %q, %v", err, now, errRead)
			}
			return
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		now, err := os.ReadFile(path)
		if err != nil || len(data) > 0 && !bytes.HasPrefix(data, now) {
			t.Fatalf("the file is %q, %v, want the beginning of %q", now, err, data)
		}
		again, same, err := open(path)
		if err != nil || len(same) != len(records) || again.Dropped() != 0 {
			t.Fatalf("opened again it has %q, %v, want %q", same, err, records)
		}
		_ = again.Close()
	})
}
