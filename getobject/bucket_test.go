package getobject_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestRegion checks which hosts are sent to another.
func TestRegion(t *testing.T) {
	for _, c := range []struct {
		target string
		status int
	}{
		{"/far/k", 200},
		{"http://s3.amazonaws.com/far/k", 200},
		{"http://far.s3.amazonaws.com/k", 200},
		{"http://far.s3.eu-west-1.amazonaws.com/k", 200},
		{"http://s3.eu-west-1.amazonaws.com/far/k", 200},
		{"http://far.s3.eu-west-2.amazonaws.com/k", 301},
		{"http://s3.us-east-1.amazonaws.com/far/k", 301},
		{"http://far.s3-us-west-2.amazonaws.com/k", 301},
		{"http://b.s3.us-east-1.amazonaws.com/k", 200},
		{"http://b.s3.eu-west-1.amazonaws.com/k", 301},
		{"http://nowhere.s3.eu-west-1.amazonaws.com/k", 404},
		{"http://d.s3express-use1-az5.us-west-2.amazonaws.com/k", 200},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			if rec := newHarness(t).ask(t, method, c.target); rec.Code != c.status {
				t.Errorf("%s %s = %d, want %d", method, c.target, rec.Code, c.status)
			}
		}
	}
}

// TestExpectedOwner has values of x-amz-expected-bucket-owner.
func TestExpectedOwner(t *testing.T) {
	for value, want := range map[string]int{
		owner: 200, stranger: 403, "": 400, "12345678901": 400, "1234567890123": 400,
		"12345678901x": 400, " " + owner: 200, owner + "\t": 200, "1234 5678901": 400, "१२३४": 400,
	} {
		w := newHarness(t)
		rec := w.get(t, "/b/k", "X-Amz-Expected-Bucket-Owner", value)
		if rec.Code != want {
			t.Errorf("GET with owner %q = %d, want %d", value, rec.Code, want)
		}
		if text := "Account ID... [" + value + "]</Message>"; want == 400 && !strings.Contains(rec.Body.String(), text) {
			t.Errorf("GET with owner %q = %s, want %s", value, rec.Body, text)
		}
	}
}

// TestRequesterPays checks who is charged and who is told so.
func TestRequesterPays(t *testing.T) {
	pay := []string{"X-Amz-Request-Payer", "requester"}
	for _, c := range []struct {
		bucket  string
		person  person
		header  []string
		status  int
		charged string
	}{
		{"p", person{}, nil, 403, ""},
		{"p", person{}, pay, 403, ""},
		{"p", person{Account: stranger}, nil, 403, ""},
		{"p", person{Account: stranger}, []string{"X-Amz-Request-Payer", "owner"}, 403, ""},
		{"p", person{Account: stranger}, pay, 200, "requester"},
		{"p", person{Account: owner}, nil, 200, ""},
		{"p", person{Account: owner}, pay, 200, ""},
		{"b", person{Account: stranger}, pay, 200, ""},
		{"b", person{}, pay, 200, ""},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := newHarness(t)
			w.Authenticator = c.person
			rec := w.ask(t, method, "/"+c.bucket+"/k", c.header...)
			if got := rec.Header().Get("X-Amz-Request-Charged"); rec.Code != c.status || got != c.charged {
				t.Errorf("%s /%s/k as %+v %q = %d, charged %q, want %d, %q",
					method, c.bucket, c.person, c.header, rec.Code, got, c.status, c.charged)
			}
		}
	}
}

// TestDirectory checks what a directory bucket leaves out.
func TestDirectory(t *testing.T) {
	w := newHarness(t)
	w.changeBucket("d", func(b *store.Bucket) { b.RequesterPays = true }) // which it cannot be
	w.broken("d/k").info = tells(func(i *store.Info) {
		describe(i)
		changes["locked"](i)
		i.TagCount, i.VersionID = 3, newID
	})
	rec := w.get(t, "/d/k")
	if rec.Code != 200 || rec.Header().Get("X-Amz-Expiration") != "NotImplemented" {
		t.Errorf("GET = %d, expiration %q, want 200, NotImplemented", rec.Code, rec.Header().Get("X-Amz-Expiration"))
	}
	for _, name := range []string{"X-Amz-Version-Id", "X-Amz-Tagging-Count", "X-Amz-Replication-Status", "X-Amz-Restore",
		"X-Amz-Website-Redirect-Location", "X-Amz-Request-Charged", "X-Amz-Missing-Meta",
		"X-Amz-Object-Lock-Mode", "X-Amz-Object-Lock-Legal-Hold"} {
		if got, ok := rec.Header()[name]; ok {
			t.Errorf("GET of a directory bucket has %s %q, want none", name, got)
		}
	}
	for _, name := range []string{"X-Amz-Storage-Class", "X-Amz-Server-Side-Encryption", "X-Amz-Meta-Color", "Cache-Control"} {
		if rec.Header().Get(name) == "" {
			t.Errorf("GET of a directory bucket lacks %s", name)
		}
	}
	if rec := w.get(t, "/d/k?versionId=null"); rec.Code == 400 {
		t.Errorf("GET of the null version of a directory bucket = 400, want another")
	}
}

// TestAccessPoints reads by way of access points, by host and by alias.
func TestAccessPoints(t *testing.T) {
	const (
		point = "http://my-ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com"
		post  = "http://my-ap-123456789012.op-1.s3-outposts.us-east-1.amazonaws.com"
	)
	for _, c := range []struct {
		target string
		rule   *rule.Rule
	}{
		{point + "/k", rule.Whole},
		{point + "/nothing", rule.NoSuchKey},
		{post + "/k", rule.Whole},
		{"http://my-ap-210987654321.s3-accesspoint.us-east-1.amazonaws.com/k", rule.NoAccessPoint},
		{"http://lost-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k", rule.NoSuchBucket},
		{"http://s3-accesspoint.us-east-1.amazonaws.com/k", rule.NoAccessPoint},
		{"/ap-1-s3alias/k", rule.Whole},
		{"http://ap-1-s3alias.s3.us-east-1.amazonaws.com/k", rule.Whole},
		{"/ap-2-s3alias/k", rule.NoSuchBucket},
		{"/own-s3alias/k", rule.Whole},
		{"/-s3alias/k", rule.NoSuchBucket},
	} {
		w := newHarness(t)
		w.addBucket(store.Bucket{Name: "own-s3alias"})
		w.addBucket(store.Bucket{Name: "lost"})
		w.addAccessPoint("b", "my-ap", "ap-1-s3alias")
		w.addAccessPoint("lost", "lost", "")
		faulty(faultstore.Fault{On: faultstore.Bucket, Bucket: "lost", Do: faultstore.Fail(store.ErrNoBucket)})(w)
		if w.get(t, c.target); w.last.Rule != c.rule {
			t.Errorf("GET %s was decided by %v, want %v", c.target, w.last.Rule, c.rule)
		}
	}
}

// TestRequesterPaysWithoutOwner refuses the anonymous also where the bucket is nobody's.
func TestRequesterPaysWithoutOwner(t *testing.T) {
	w := newHarness(t)
	w.addBucket(store.Bucket{Name: "toll", RequesterPays: true})
	if got := w.get(t, "/toll/k"); got.Code != 403 {
		t.Errorf("GET = %d, want 403", got.Code)
	}
}

// TestOnlyAliasesAreResolved checks that a store with access points is asked for what ends as an
// alias and has a name before that, and for no other bucket.
func TestOnlyAliasesAreResolved(t *testing.T) {
	for target, want := range map[string]*rule.Rule{
		"/b/k":             rule.Whole,
		"/-s3alias/k":      rule.NoSuchBucket,
		"/other-s3alias/k": rule.Whole,
	} {
		w := newHarness(t)
		for alias, bucket := range map[string]string{"b": "far", "-s3alias": "b", "other-s3alias": "b"} {
			w.addAccessPoint(bucket, "of"+alias, alias)
		}
		if w.get(t, target); w.last.Rule != want {
			t.Errorf("GET %s was decided by %v, want %v", target, w.last.Rule, want)
		}
	}
}

// TestNoBucketForAuthenticator checks that a bucket that comes with an error is none.
func TestNoBucketForAuthenticator(t *testing.T) {
	w, seen := newHarness(t), &store.Bucket{}
	w.Authenticator = authenticatorFunc(func(b *store.Bucket) (getobject.Identity, error) {
		seen = b
		return getobject.Identity{}, nil
	})
	w.store.bucket = func(b *store.Bucket) (*store.Bucket, error) { return b, store.ErrNoBucket }
	if w.get(t, "/b/k"); seen != nil || w.last.Rule != rule.NoSuchBucket {
		t.Errorf("the authenticator saw %v, and %v decided; want nil, %v", seen, w.last.Rule, rule.NoSuchBucket)
	}
}
