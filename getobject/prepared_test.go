package getobject_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A lone store has one bucket with one object.
type lone struct {
	bucket *store.Bucket
	object store.Object
}

func (s *lone) Bucket(context.Context, string) (*store.Bucket, error) { return s.bucket, nil }

func (s *lone) Open(context.Context, store.Ref) (store.Object, error) { return s.object, nil }

// A remembered object has a memo of its Info.
type remembered struct {
	info *store.Info
	memo *store.Memo
}

func (o *remembered) Info() *store.Info { return o.info }

func (o *remembered) Memo() *store.Memo { return o.memo }

func (o *remembered) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader([]byte("0123456789")[off : off+n])), nil
}

func (o *remembered) Part(_ context.Context, n int) (store.Part, error) {
	return store.Part{Offset: int64(n), Size: 2}, nil
}

func (o *remembered) Close() error { return nil }

// A forgotten object has no memo.
type forgotten struct {
	store.Object
}

func (o forgotten) Part(ctx context.Context, n int) (store.Part, error) {
	return o.Object.(store.PartLister).Part(ctx, n)
}

// TestLawMemo checks that no answer depends on whether a version has a memo, what else was asked of it
// before, or which bucket it was in then.
func TestLawMemo(t *testing.T) {
	h := &getobject.Handler{
		Authenticator: account(stranger), NewIDs: func(address.Endpoint) getobject.IDs { return ids },
		Now: func() time.Time { return clock },
	}
	rapid.Check(t, func(rt *rapid.T) {
		info := memoInfo(rt)
		object := &remembered{&info, store.NewMemo(&info)}
		for range rapid.IntRange(4, 12).Draw(rt, "requests") {
			b := &store.Bucket{Name: "b", Owner: owner, RequesterPays: oneIn(rt, 9, "pays")}
			b.Versioning = rapid.SampledFrom([]version.State{version.StateUnversioned, version.StateEnabled, version.StateSuspended}).Draw(rt, "state")
			if oneIn(rt, 4, "directory") {
				b.Type = store.Directory
			}
			if oneIn(rt, 4, "cors") {
				b.CORS = cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}}}
			}
			h.Authorizer = someRights(rapid.SampledFrom([]getobject.Permissions{0, getobject.CanReadTags, ^getobject.Permissions(0)}).Draw(rt, "rights"))
			method := rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(rt, "method")
			target := "/b/k?" + rapid.SampledFrom([]string{"", "", "", "partNumber=1", "versionId=" + oldID, "response-content-type=a/b"}).Draw(rt, "query")
			header := []string{"X-Amz-Request-Payer", "requester", "Authorization", "x"}
			for _, f := range [][]string{{"Range", "bytes=3-5"}, {"Range", "bytes=0-"}, {checksumMode, "ENABLED"}, {"If-None-Match", `"x"`}, {"Origin", "https://example.com"}} {
				if oneIn(rt, 4, f[0]) {
					header = append(header, f...)
				}
			}
			var answers [2]string
			for i, o := range []store.Object{object, forgotten{object}} {
				h.Store = &lone{b, o}
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, newRequest(method, target, header...))
				answers[i] = fmt.Sprint(rec.Code, rec.Header(), rec.Body)
			}
			if answers[0] != answers[1] {
				rt.Fatalf("%s %s %q with a memo:\n%s\nand without:\n%s", method, target, header, answers[0], answers[1])
			}
		}
	})
}

// memoInfo draws an Info that most requests get the same fields for, or that lacks one thing for that.
func memoInfo(rt *rapid.T) store.Info {
	info := store.Info{Size: 10, ETag: `"x"`, ContentType: "text/plain", VersionID: oldID, LastModified: modified,
		Checksum: checksum.Sum(checksum.SHA1, nil), Metadata: []store.Metadata{{Name: "a", Value: "b"}}}
	switch rapid.SampledFrom([]string{"", "", "tags", "lock", "expiration", "archive", "parts", "anything", "control"}).Draw(rt, "unusual") {
	case "tags":
		info.TagCount = 2
	case "lock":
		info.Lock = &store.Lock{Mode: "GOVERNANCE", RetainUntil: clock, LegalHold: "ON"}
	case "expiration":
		info.Expiration = &store.Expiration{Date: clock, RuleID: "r"}
	case "archive":
		info.StorageClass, info.AccessTier = "INTELLIGENT_TIERING", "ARCHIVE_ACCESS"
	case "parts":
		info.Parts = 3
	case "anything":
		return anyInfo(rt)
	case "control":
		info.ContentDisposition = "a\nb"
	}
	return info
}

func oneIn(rt *rapid.T, n int, name string) bool { return rapid.IntRange(1, n).Draw(rt, name) == 1 }

// An account is an Authenticator that knows one requester.
type account string

func (a account) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity{Account: string(a)}, nil
}

// someRights allow reading, and beyond that what has a bit.
type someRights getobject.Permissions

func (r someRights) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	need := map[getobject.Action]getobject.Permissions{
		getobject.ActionListBucket: getobject.CanList, getobject.ActionDecrypt: getobject.CanDecrypt,
		getobject.ActionGetObjectTagging: getobject.CanReadTags, getobject.ActionGetObjectVersionTagging: getobject.CanReadTags,
		getobject.ActionGetObjectRetention: getobject.CanReadRetention, getobject.ActionGetObjectLegalHold: getobject.CanReadLegalHold,
	}[a.Action]
	if getobject.Permissions(r)&need != need {
		return getobject.Deny, nil
	}
	return getobject.Allow, nil
}

// TestPlanIsOwn: what a caller changes of a plan is in no later answer.
func TestPlanIsOwn(t *testing.T) {
	h := &getobject.Handler{Store: newStock(t), Authorizer: getobject.AllowAll{}, Now: func() time.Time { return clock }}
	for _, header := range [][]string{nil, {"Range", "bytes=0-2"}, {"If-None-Match", "*"}} {
		for range 2 {
			r, err := getobject.Parse(newRequest("GET", "/b/k", header...), getobject.ParseOptions{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			resp, err := h.Operation().Do(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			for i := range resp.Fields {
				if resp.Fields[i].Value == "changed" {
					t.Fatalf("%q has %q of an earlier plan", header, resp.Fields[i].Name)
				}
				resp.Fields[i].Value = "changed"
			}
			resp.Close()
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest("GET", "/b/k", header...))
		if strings.Contains(fmt.Sprint(rec.Header()), "changed") {
			t.Errorf("%q is answered with %v", header, rec.Header())
		}
	}
}

// TestPreparedIsBounded: what is kept for a version is some fields, or none where it has many.
func TestPreparedIsBounded(t *testing.T) {
	most := 0
	for n := range 40 {
		info := &store.Info{Size: 10, ETag: `"x"`, LastModified: modified}
		for i := range n {
			info.Metadata = append(info.Metadata, store.Metadata{Name: fmt.Sprint("m", i)})
		}
		object := &remembered{info, store.NewMemo(info)}
		h := &getobject.Handler{Store: &lone{&store.Bucket{Name: "b"}, object}, Authorizer: getobject.AllowAll{}}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest("GET", "/b/k", "Range", "bytes=0-4"))
		if rec.Code != 206 || len(rec.Header()) < n+7 {
			t.Errorf("GET with %d entries of metadata = %d %v", n, rec.Code, rec.Header())
		}
		most = max(most, getobject.PreparedFields(object.memo))
	}
	if most < 10 || most > 16 {
		t.Errorf("%d fields are kept at most", most)
	}
}
