package memstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// keptIn returns a store that is kept in a file.
func keptIn(t *testing.T, path string) *Store {
	t.Helper()
	s := New()
	if dropped, err := s.Keep(path); err != nil || dropped != 0 {
		t.Fatalf("Keep = %d, %v", dropped, err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// dump returns all that a store has, as text.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	err := s.snapshot(func(head []byte, content io.Reader, size int64) error {
		var body []byte
		if content != nil {
			body, _ = io.ReadAll(io.LimitReader(content, size))
		}
		fmt.Fprintf(&b, "%s %q\n", head, body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range s.Buckets() {
		for _, key := range s.Keys(name) {
			for _, r := range s.buckets[name].keys[key].records {
				if r != nil {
					fmt.Fprintf(&b, "%s %s\n", key, describe(t, r))
				}
			}
		}
	}
	return b.String()
}

// describe returns all of a version but its content, as text, without the form of files.
func describe(t *testing.T, r *record) string {
	t.Helper()
	data, err := json.Marshal([]any{r.info, r.grants, r.ends, fmt.Sprint(r.info.Checksum, r.sums)})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// afterKill returns the store as a process finds it that starts when the one that writes to a
// file was killed.
func afterKill(t *testing.T, path string) *Store {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(copied, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return keptIn(t, copied)
}

var anyTime = time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)

// writes are calls that change a store, in order. Each method that changes one is among them.
var writes = []struct {
	name string
	do   func(w Writer, ids map[string]string) error
}{
	{"CreateBucket", func(w Writer, _ map[string]string) error {
		return w.CreateBucket(context.Background(), store.Bucket{
			Name: "b", Owner: "111122223333", Region: "eu-west-1", RequesterPays: true,
			CORS: cors.Rules{{ID: "r", AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}}},
		})
	}},
	{"CreateBucket", func(w Writer, _ map[string]string) error { return w.Store.CreateBucket(store.Bucket{Name: "gone"}) }},
	{"CreateUpload", func(w Writer, _ map[string]string) error {
		_, err := w.CreateUpload(context.Background(), write.Upload{UploadRef: write.UploadRef{Bucket: "gone", Key: "k"}})
		return err
	}},
	{"DeleteBucket", func(w Writer, _ map[string]string) error { return w.DeleteBucket(context.Background(), "gone") }},
	{"SetBucketPolicies", func(w Writer, _ map[string]string) error {
		return w.SetBucketPolicies("b", BucketPolicies{
			ACL: []policy.Grant{{Grantee: policy.AllUsers, Permission: "READ"}}, OwnerEnforced: true,
			PublicAccessBlock: policy.PublicAccessBlock{IgnorePublicACLs: true},
		})
	}},
	{"Put", func(w Writer, _ map[string]string) error {
		c, _ := w.Stage(context.Background())
		_, _ = io.WriteString(c, "once")
		v := write.Version{Content: c, Tags: []write.Tag{{Key: "a", Value: "b"}}, CustomerKey: sse.NewCustomerKey(make([]byte, 32))}
		v.ContentType, v.Metadata = "text/\xff\x00plain"[:6], []store.Metadata{{Name: "n", Value: "\xffä"}}
		_, err := w.Put(context.Background(), "b", "tale", v, nil)
		return err
	}},
	{"Put", func(w Writer, _ map[string]string) error {
		_, err := w.Store.Put("b", "large", Version{Source: Generated(1 << 20), Grants: Grants{Owner: "111122223333"}})
		return err
	}},
	{"Put", func(w Writer, _ map[string]string) error {
		_, err := w.Store.Put("b", "elsewhere", Version{Source: strings.NewReader("read where it is"), CustomerKey: sse.NewCustomerKey([]byte("k"))})
		return err
	}},
	{"Tag", func(w Writer, _ map[string]string) error { return w.Tag("b", "elsewhere", version.Latest(), 2) }},
	{"SetVersioning", func(w Writer, _ map[string]string) error {
		return w.SetVersioning(context.Background(), "b", version.StateEnabled)
	}},
	{"PutParts", func(w Writer, ids map[string]string) error {
		v := Version{ChecksumAlgorithm: checksum.SHA256, ChecksumType: checksum.Composite}
		info, err := w.PutParts("b", "tale", v, []byte("twice"), []byte("!"))
		if err == nil {
			ids["tale"] = info.VersionID
		}
		return err
	}},
	{"Restore", func(w Writer, ids map[string]string) error {
		return w.Restore("b", "tale", version.ByID(ids["tale"]), &store.Restore{Expiry: anyTime})
	}},
	{"Lock", func(w Writer, _ map[string]string) error {
		return w.Lock("b", "tale", version.Latest(), &store.Lock{LegalHold: "ON"})
	}},
	{"Tag", func(w Writer, _ map[string]string) error { return w.Tag("b", "tale", version.Null(), 3) }},
	{"Delete", func(w Writer, _ map[string]string) error {
		_, err := w.Store.Delete("b", "tale", version.Latest())
		return err
	}},
	{"Delete", func(w Writer, ids map[string]string) error {
		_, err := w.Delete(context.Background(), store.Ref{Bucket: "b", Key: "tale", Version: version.ByID(ids["tale"])}, nil)
		return err
	}},
	{"CreateUpload", func(w Writer, ids map[string]string) error {
		id, err := w.CreateUpload(context.Background(), write.Upload{
			UploadRef: write.UploadRef{Bucket: "b", Key: "up"}, Owner: "111122223333", Algorithm: checksum.CRC32, Type: checksum.Composite,
			Version: write.Version{Info: store.Info{ContentType: "text/plain"}, Tags: []write.Tag{{Key: "t", Value: "v"}}},
		})
		ids["up"] = id
		return err
	}},
	{"PutPart", func(w Writer, ids map[string]string) error {
		c, _ := w.Stage(context.Background())
		_, _ = io.WriteString(c, "part")
		p := write.Part{Number: 2, ETag: `"e"`, MD5: [16]byte{1}, Checksum: checksum.Sum(checksum.CRC32, []byte("part"))}
		_, err := w.PutPart(context.Background(), write.UploadRef{Bucket: "b", Key: "up", ID: ids["up"]}, p, c)
		return err
	}},
	{"Complete", func(w Writer, ids map[string]string) error {
		_, err := w.Complete(context.Background(), write.UploadRef{Bucket: "b", Key: "up", ID: ids["up"]},
			[]write.Part{{Number: 2, ETag: `"e"`}}, write.Version{}, nil)
		return err
	}},
	{"CreateUpload", func(w Writer, ids map[string]string) error {
		id, err := w.CreateUpload(context.Background(), write.Upload{UploadRef: write.UploadRef{Bucket: "b", Key: "up"}})
		ids["up"] = id
		return err
	}},
	{"Abort", func(w Writer, ids map[string]string) error {
		return w.Abort(context.Background(), write.UploadRef{Bucket: "b", Key: "up", ID: ids["up"]})
	}},
}

// TestKeepIsNeverBehind: after each write the file has all that memory has.
func TestKeepIsNeverBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	s, ids := keptIn(t, path), make(map[string]string)
	before := ""
	for i, w := range writes {
		if err := w.do(Writer{s}, ids); err != nil {
			t.Fatalf("%d, %s: %v", i, w.name, err)
		}
		want := dump(t, s)
		if want == before {
			t.Errorf("%d, %s changes nothing", i, w.name)
		}
		if got := dump(t, afterKill(t, path)); got != want {
			t.Fatalf("after %d, %s, the file has\n%s\nwant\n%s", i, w.name, got, want)
		}
		before = want
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || strings.Contains(string(data), string(make([]byte, 32))) {
		t.Errorf("the file has the customer's key, or %v", err)
	}
	if _, err := s.Put("b", "k", Version{}); err == nil {
		t.Error("Put after Close has no error")
	}
	if _, err := s.Delete("b", "none", version.ByID("absent")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Delete of nothing after Close = %v, want %v", err, os.ErrClosed)
	}
	if err := s.CreateBucket(store.Bucket{Name: "b"}); !errors.Is(err, ErrExists) {
		t.Errorf("CreateBucket after Close = %v, want %v", err, ErrExists)
	}
	again := keptIn(t, path)
	o, err := again.Open(context.Background(), store.Ref{Bucket: "b", Key: "tale", Version: version.Null()})
	if err != nil {
		t.Fatal(err)
	}
	e := o.Info().Encryption
	if sse.Check(e, sse.NewCustomerKey(make([]byte, 32))) != nil || sse.Check(e, sse.NewCustomerKey([]byte("other"))) == nil {
		t.Error("a customer's key is not recognized by its fingerprint")
	}
}

// TestEveryWriteIsKept: a method that locks the store to write keeps what it changed, or is
// documented as one that does not.
func TestEveryWriteIsKept(t *testing.T) {
	notKept := []string{"AddAccessPoint", "SetKeyPolicy", "Keep"}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || slices.Contains(notKept, f.Name.Name) {
				continue
			}
			body := string(text[f.Pos()-1 : f.End()-1])
			if !strings.Contains(body, ".mu.Lock()") {
				continue
			}
			found++
			if !strings.Contains(body, ".settle(&err)") {
				t.Errorf("%s: %s changes the store and does not wait until that is kept", path, f.Name.Name)
			}
		}
	}
	if found < 9 {
		t.Errorf("found %d methods that write, want those of the table", found)
	}
}

// fill sets every field that v has to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(anyTime))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	}
}

// TestEveryPropertyIsKept: a property that package store gets is kept, or this test fails.
func TestEveryPropertyIsKept(t *testing.T) {
	var i store.Info
	fill(reflect.ValueOf(&i).Elem())
	i.Checksum = checksum.Sum(checksum.SHA1, nil)
	i.Encryption.Customer, _ = sse.NewFingerprint(sse.NewCustomerKey([]byte("key")), nil)
	i.ContentType, i.Metadata[0].Value = "\xff", "\x00\x80"
	b := bucket{created: anyTime, info: new(store.Bucket)}
	fill(reflect.ValueOf(b.info).Elem())
	k, err := keepInfo(&i)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal([]any{k, keepBucket(&b)})
	if err != nil {
		t.Fatal(err)
	}
	var gotInfo kept.Info
	var gotBucket keptBucket
	if err := json.Unmarshal(data, &[]any{&gotInfo, &gotBucket}); err != nil {
		t.Fatal(err)
	}
	got, err := gotInfo.StoreInfo()
	if err != nil || !reflect.DeepEqual(got, i) {
		t.Errorf("kept as %s\nis %+v, %v\nwant %+v", data, got, err, i)
	}
	if !reflect.DeepEqual(gotBucket.Bucket, *b.info) || !gotBucket.Created.Equal(anyTime) {
		t.Errorf("kept as %s\nis %+v\nwant %+v", data, gotBucket, *b.info)
	}
}

// matcher recognizes keys in a way that no file can have.
type matcher struct{}

func (matcher) Matches(sse.CustomerKey) bool { return true }

func TestWhatCannotBeKept(t *testing.T) {
	s := keptIn(t, filepath.Join(t.TempDir(), "state"))
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	var field *FieldError
	if err := s.SetBucketPolicies("b", BucketPolicies{Policy: new(policy.Policy)}); !errors.As(err, &field) {
		t.Errorf("SetBucketPolicies = %v, want a FieldError", err)
	}
	v := Version{Info: store.Info{Encryption: sse.Encryption{Customer: matcher{}}}}
	if _, err := s.Put("b", "k", v); !errors.As(err, &field) {
		t.Errorf("Put = %v, want a FieldError", err)
	}
	if _, err := s.Put("b", "k", Version{}); err != nil || len(s.Versions("b", "k")) != 1 {
		t.Errorf("Put after a version that was refused = %v, and there are %d", err, len(s.Versions("b", "k")))
	}
	if _, err := s.Keep("other"); err == nil {
		t.Error("Keep of what is kept has no error")
	}
	if err := New().Close(); err != nil {
		t.Errorf("Close without Keep = %v", err)
	}
}

// After a change that is not in the file none is: a part without its upload would make no sense.
func TestNothingFollowsWhatIsNotKept(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "state"), context.Background()
	s := keptIn(t, path)
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	for _, late := range []func() error{
		func() error {
			_, err := Writer{s}.CreateUpload(ctx, write.Upload{UploadRef: write.UploadRef{Bucket: "b", Key: "k"}})
			return err
		},
		func() error { _, err := s.Put("b", "k", Version{}); return err },
	} {
		s.Now = func() time.Time { return time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) } // which JSON has no text for
		if err := late(); err == nil {
			t.Fatal("a write at a time that cannot be kept has no error")
		}
		s.Now = nil
		uploads, err := Writer{s}.ListUploads(ctx, "b")
		if err != nil || len(uploads) == 0 {
			t.Fatalf("uploads are %v, %v", uploads, err)
		}
		c, _ := Writer{s}.Stage(ctx)
		if _, err := (Writer{s}).PutPart(ctx, uploads[0].UploadRef, write.Part{Number: 1}, c); err == nil {
			t.Error("a write after one that was not kept has no error")
		}
	}
	_ = s.Close()
	if got := keptIn(t, path).Buckets(); len(got) != 1 {
		t.Errorf("the file has the buckets %q, want b", got)
	}
}

func TestKeepRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "state")
	s := keptIn(t, path)
	if _, err := New().Keep(path); !errors.Is(err, ErrInUse) {
		t.Errorf("Keep in a file that is in use = %v, want %v", err, ErrInUse)
	}
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte(nil), whole...)
	damaged[len(damaged)-1] ^= 1
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"foreign", []byte("#!/bin/sh\necho precious\n"), ErrForeign},
		{"later", []byte("s3get state 2\n"), ErrForeign},
		{"damaged", damaged, ErrDamaged},
	} {
		path := filepath.Join(dir, tt.name)
		if err := os.WriteFile(path, tt.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New().Keep(path); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("Keep in a file that is %s = %v, want %v of %s", tt.name, err, tt.want, path)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(tt.data) {
			t.Errorf("the file that was %s is now %q, %v", tt.name, now, err)
		}
	}
	if err := os.WriteFile(path, whole[:len(whole)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	torn := New()
	if dropped, err := torn.Keep(path); err != nil || dropped == 0 || len(torn.Buckets()) != 0 {
		t.Errorf("Keep of a change that is not whole = %d, %v, %q", dropped, err, torn.Buckets())
	}
	_ = torn.Close()
}

// Records that are whole and make no sense are damage too.
func TestReplayRefuses(t *testing.T) {
	for _, changes := range [][]string{
		{`{`}, {`{"Kind": "new"}`}, {`{"Kind": "version", "Bucket": "b"}`}, {`{"Kind": "bucket", "Bucket": "b"}`},
		{`{"Kind": "bucket", "Bucket": "b", "Set": {"Name": "c"}}`},
		{`{"Kind": "bucket", "Bucket": "b", "Set": {"Name": "b", "Owner": "me"}}`},
		{b0, `{"Kind": "version", "Bucket": "b"}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Version": {}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Size": 1}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Checksum": {"Algorithm": "x"}}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Parts": 1, "Ends": [5]}}`},
		{b0, `{"Kind": "version edited", "Bucket": "b", "Key": "k", "Version": {}}`},
		{b0, `{"Kind": "version edited", "Bucket": "b", "Key": "k"}`},
		{b0, `{"Kind": "upload", "Bucket": "b", "Key": "k", "ID": "u"}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Parts": 2, "Ends": [5, 0]}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Sums": [{"Algorithm": "x"}]}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"StorageClass": "x"}}`},
		{b0, `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {"Checksum": {"Algorithm": "CRC32", "Type": "x"}}}`},
		{b0, `{"Kind": "upload", "Bucket": "b", "Key": "k", "ID": "u", "Upload": {"Checksum": {"Algorithm": "x"}}}`},
		{b0, k0, `{"Kind": "version edited", "Bucket": "b", "Key": "k", "Version": {"StorageClass": "x"}}`},
		{b0, k0, `{"Kind": "version edited", "Bucket": "b", "Key": "k", "Version": {"Checksum": {"Algorithm": "x"}}}`},
		{b0, u0, `{"Kind": "part", "Bucket": "b", "Key": "k", "ID": "u", "Part": {"Number": 1, "Size": 1}}`},
		{b0, u0, `{"Kind": "part", "Bucket": "b", "Key": "k", "ID": "u", "Part": {"Number": 1, "Checksum": {"Algorithm": "x"}}}`},
		{b0, u0, `{"Kind": "part", "Bucket": "b", "Key": "k", "ID": "u"}`},
		{b0, `{"Kind": "part", "Bucket": "b", "Key": "k", "ID": "u", "Part": {"Number": 1}}`},
	} {
		s, path := New(), filepath.Join(t.TempDir(), "state")
		if _, err := s.Keep(path); err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if err := s.file.Append([]byte(c), nil, 0); err != nil {
				t.Fatal(err)
			}
		}
		_ = s.Close()
		want := ErrDamaged
		if strings.Contains(changes[0], "new") {
			want = ErrForeign
		}
		if _, err := New().Keep(path); !errors.Is(err, want) {
			t.Errorf("Keep of %q = %v, want %v", changes, err, want)
		}
	}
}

// A bucket, a version and an upload.
const (
	b0 = `{"Kind": "bucket", "Bucket": "b", "Set": {"Name": "b"}}`
	k0 = `{"Kind": "version", "Bucket": "b", "Key": "k", "Version": {}}`
	u0 = `{"Kind": "upload", "Bucket": "b", "Key": "k", "ID": "u", "Upload": {}}`
)

// What was replaced does not stay in the file for ever.
func TestFileIsWrittenAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	s := keptIn(t, path)
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	large := make([]byte, 1<<20)
	for range 3 {
		if _, err := s.Put("b", "k", Version{Content: large}); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.file.Size(); got < 3<<20 {
		t.Errorf("the file has %d bytes, want all that was put", got)
	}
	s.compacted = -slack // as if it were too long
	if _, err := s.Put("b", "k", Version{Content: large}); err != nil {
		t.Fatal(err)
	}
	if got := s.file.Size(); got > 2<<20 {
		t.Errorf("the file has %d bytes, want those of one object", got)
	}
	for range 3 {
		if _, err := s.Put("b", "k", Version{Content: large}); err != nil {
			t.Fatal(err)
		}
	}
	want := dump(t, s)
	_ = s.Close()
	again := keptIn(t, path)
	if got := again.file.Size(); got > 2<<20 || dump(t, again) != want {
		t.Errorf("the file has %d bytes after it was opened, or is another", got)
	}
}
