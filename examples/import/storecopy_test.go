package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// made makes a store to copy from: a bucket without versioning and one with it.
func made(t *testing.T, dir string) *kept {
	t.Helper()
	k, err := open(t.Context(), filepath.Join(dir, objectsDir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	for _, b := range []store.Bucket{{Name: "books", Owner: owner, RequesterPays: true}, {Name: "poems", Owner: owner}} {
		if err := k.CreateBucket(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	k.put(t, "books", "long.bin", strings.Repeat("long ", 50000), nil)
	k.put(t, "poems", "ode.txt", "null", nil)
	if err := k.SetVersioning(t.Context(), "poems", version.StateEnabled); err != nil {
		t.Fatal(err)
	}
	k.put(t, "poems", "ode.txt", "one", func(v *write.Version) { v.Tags = []write.Tag{{Key: "kind", Value: "ode"}} })
	k.put(t, "poems", "ode.txt", "two", func(v *write.Version) { v.Metadata = []store.Metadata{{Name: "by", Value: "us"}} })
	k.put(t, "poems", "gone.txt", "gone", nil)
	if _, err := k.Delete(t.Context(), store.Ref{Bucket: "poems", Key: "gone.txt"}, nil); err != nil {
		t.Fatal(err)
	}
	k.put(t, "poems", "secret.txt", "secret", func(v *write.Version) { v.CustomerKey = sse.NewCustomerKey(bytes.Repeat([]byte{1}, 32)) })
	k.multipart(t, "poems", "parts.bin", strings.Repeat("p", 100000), strings.Repeat("q", 200000), "r")
	return k
}

func (k *kept) stage(t *testing.T, text string) write.Content {
	t.Helper()
	c, err := k.Stage(t.Context())
	if err == nil {
		_, err = c.Write([]byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// put puts an object, whose entity tag is its MD5.
func (k *kept) put(t *testing.T, bucket, key, text string, edit func(*write.Version)) {
	t.Helper()
	d := newDigester()
	d.md5.Write([]byte(text))
	v := write.Version{Content: k.stage(t, text)}
	v.ETag = d.tag()
	if edit != nil {
		edit(&v)
	}
	if _, err := k.Put(t.Context(), bucket, key, v, nil); err != nil {
		t.Fatal(err)
	}
}

// multipart puts an object of parts.
func (k *kept) multipart(t *testing.T, bucket, key string, texts ...string) {
	t.Helper()
	ref := write.UploadRef{Bucket: bucket, Key: key}
	var err error
	if ref.ID, err = k.CreateUpload(t.Context(), write.Upload{UploadRef: ref, Algorithm: checksum.CRC32}); err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		h := checksum.CRC32.New()
		h.Write([]byte(text))
		sum, err := checksum.New(checksum.CRC32, h.Sum(nil))
		if err == nil {
			_, err = k.PutPart(t.Context(), ref, write.Part{Number: i + 1, ETag: fmt.Sprintf(`"%d"`, i), Checksum: sum}, k.stage(t, text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	parts, err := k.ListParts(t.Context(), ref)
	if err == nil {
		v := write.Version{}
		v.ETag = `"0123-3"`
		_, err = k.Complete(t.Context(), ref, parts, v, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// describe returns all that a store has, but for what is under customers' keys.
func (k *kept) describe(t *testing.T) (all []string) {
	t.Helper()
	buckets, err := k.ListBuckets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range buckets {
		p, err := k.Policies(t.Context(), b.Name)
		if err != nil {
			t.Fatal(err)
		}
		document, err := k.Configuration(t.Context(), b.Name, "lifecycle")
		all = append(all, fmt.Sprintf("%+v %+v %q %v", *b.Bucket, p.PublicAccessBlock, document, err))
		for e, err := range k.Scan(t.Context(), b.Name, "") {
			if err != nil {
				t.Fatal(err)
			}
			for _, info := range e.Versions {
				if !info.Encryption.UsesCustomerKey() {
					all = append(all, k.describeVersion(t, b.Name, e.Key, info))
				}
			}
		}
	}
	return all
}

func (k *kept) describeVersion(t *testing.T, bucket, key string, info *store.Info) string {
	t.Helper()
	ref := store.Ref{Bucket: bucket, Key: key, Version: version.Null()}
	if info.VersionID != "" {
		ref.Version = version.ByID(info.VersionID)
	}
	got, text := k.content(t, ref)
	line := fmt.Sprintf("%s/%s %s %v %t %s %v %.10q %d", bucket, key, got.VersionID, got.LastModified, got.DeleteMarker, got.ETag, got.Metadata, text, len(text))
	if info.DeleteMarker {
		return line
	}
	tags, err := k.Tags(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	o, err := k.Open(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for n := 1; n <= info.Parts; n++ {
		p, _, err := store.LookupPart(t.Context(), o, n)
		line += fmt.Sprintf(" part %d %d %v %v", p.Offset, p.Size, p.Checksum, err)
	}
	return fmt.Sprint(line, tags)
}

// TestStore: another store is copied with all that it has, and not again.
func TestStore(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	from := made(t, dir)
	err := from.UpdatePolicies(t.Context(), "books", func(p *write.Policies) error {
		p.PublicAccessBlock = policy.PublicAccessBlock{BlockPublicPolicy: true}
		return nil
	})
	if err == nil {
		err = from.Configure(t.Context(), "poems", "lifecycle", []byte("<Rule/>"))
	}
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-to", to, "-from-store", dir}
	out, _ := runs(t, 0, `^7 objects .* would be copied, 0 there, 1 left out, 0 failed`, append([]string{"-dry-run"}, args...)...)
	if want := "would copy poems/parts.bin, version "; !strings.Contains(out, want) {
		t.Errorf("a dry run printed %q, want %q", out, want)
	}
	if entries, err := os.ReadDir(to); err != nil || len(entries) > 0 {
		t.Errorf("a dry run made %v, %v", entries, err)
	}
	_, notes := runs(t, 0, `^1 object .* copied, 0 there, 0 left out, 0 failed; 1 verified`, append([]string{"-bucket", "books"}, args...)...)
	if notes != "" {
		t.Errorf("notes = %q, want none", notes)
	}
	_, notes = runs(t, 0, `^6 objects .* copied, 1 there, 1 left out, 0 failed; 6 verified`, args...)
	if want := "left out poems/secret.txt, version "; !strings.HasPrefix(notes, want) {
		t.Errorf("notes = %q, want %q", notes, want)
	}
	k := opened(t, to)
	want := from.describe(t)
	if got := k.describe(t); !slices.Equal(got, want) {
		t.Errorf("the copy has\n%s\nand the other store\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	runs(t, 0, `^0 objects .* copied, 7 there, 1 left out, 0 failed; 6 verified`, args...)
	runs(t, 1, ``, "-to", dir, "-from-store", dir)
	runs(t, 1, ``, "-to", to, "-from-store", dir, "-bucket", "absent")
}

// TestDamagedStore: what cannot be read is told of, and all else is copied.
func TestDamagedStore(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	made(t, dir)
	err := filepath.WalkDir(filepath.Join(dir, objectsDir, "blobs"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.WriteFile(p, []byte("rot"), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	_, complaint := runs(t, 1, `^5 objects .* copied, 0 there, 1 left out, 2 failed; 4 verified`, "-to", to, "-from-store", dir)
	for _, want := range []string{"not copied: books/long.bin: ", "not copied: poems/parts.bin, version "} {
		if !strings.Contains(complaint, want) {
			t.Errorf("complaint = %q, want %q", complaint, want)
		}
	}
}
