package getobject_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// TestResolveEdges has hosts that are next to those of Amazon S3.
func TestResolveEdges(t *testing.T) {
	const point = ".s3-accesspoint.us-west-2.amazonaws.com"
	for _, c := range []struct {
		host string
		want address.Address
	}{
		{"s3-us-west-0.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-0"}},
		{"s3-us-west-9.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-9"}},
		{"s3-us-west-/.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
		{"s3-us-1.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
		{"-" + owner + point, address.Address{Endpoint: address.EndpointAccessPoint, Account: owner, Region: "us-west-2", Key: "x/y"}},
	} {
		got := address.Hosts{}.Parse(c.host, "/x/y")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Resolve(%q, /x/y) (-want +got):\n%s", c.host, diff)
		}
	}
}

// TestRulesAtEdges has requests next to those that a rule is about.
func TestRulesAtEdges(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		want   *rule.Rule
	}{
		{"/b/k", []string{"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, rule.Whole},
		{"/b/k", []string{"X-Amz-Expected-Bucket-Owner", "12345678901/"}, rule.OwnerMalformed},
		{"/b/k", []string{"X-Amz-Expected-Bucket-Owner", "12345678901:"}, rule.OwnerMalformed},
		{"/b/k?response-expires=%1F", signed, rule.OverrideLatin1},
	} {
		w := newHarness(t)
		w.get(t, c.target, c.header...)
		if w.last.Rule != c.want {
			t.Errorf("GET %s %q was decided by %v, want %v", c.target, c.header, w.last.Rule, c.want)
		}
	}
}

// TestAliasesOnly checks that a store with access points is asked for what ends as an
// alias and has a name before that, and for no other bucket.
func TestAliasesOnly(t *testing.T) {
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

// TestChangedToNothing checks that nothing is left of an object that went away before its
// first byte, neither itself nor a right that mattered to it.
func TestChangedToNothing(t *testing.T) {
	w := newHarness(t)
	w.changes("k", func() { w.delete("b", "k") })
	if rec := w.get(t, "/b/k"); rec.Code != 404 {
		t.Errorf("GET of an object that went away = %d, want 404", rec.Code)
	}
}

// TestChangedRights checks that rights are asked for again, here of an authorizer that allows
// every action once, for an object that is opened again.
func TestChangedRights(t *testing.T) {
	w := newHarness(t)
	asked := map[getobject.Action]bool{}
	w.Authorizer = authorizerFunc(func(a getobject.Access) (getobject.Verdict, error) {
		if asked[a.Action] {
			return getobject.Deny, nil
		}
		asked[a.Action] = true
		return getobject.Allow, nil
	})
	w.changes("tags", func() { w.put("b", "tags", with(changes["tags"])) })
	rec := w.get(t, "/b/tags")
	if got := rec.Header().Get("X-Amz-Tagging-Count"); rec.Code != 200 || got != "" {
		t.Errorf("GET = %d with X-Amz-Tagging-Count %q, want 200 without", rec.Code, got)
	}
}

// TestDecideEdges decides from facts that no operation would learn.
func TestDecideEdges(t *testing.T) {
	every := ^getobject.Permissions(0)
	facts := &getobject.Facts{Bucket: &store.Bucket{Name: "b"}, Info: &store.Info{Size: 10}, Permissions: every}
	r := parsed(t, "/b/k")
	p, err := getobject.Decide(r, facts)
	if err != nil || fieldOf(p, "X-Amz-Tagging-Count") != "" {
		t.Errorf("Decide of an object without tags = %+v, %v, want no count of them", p, err)
	}
	facts.Bucket = &store.Bucket{Name: "d", Type: store.Directory, Versioning: version.StateEnabled}
	facts.Info.VersionID = newID
	if p, err = getobject.Decide(r, facts); err != nil || fieldOf(p, "X-Amz-Version-Id") != "" {
		t.Errorf("Decide in a directory bucket with versions = %+v, %v, want no version id", p, err)
	}
	p, err = getobject.Decide(parsed(t, "/b/k?partNumber=x"), facts)
	if p != nil || ruleOf(err) != rule.PartNumber {
		t.Errorf("Decide of a malformed part number = %+v, %v, want nil, %v", p, err, rule.PartNumber)
	}
}

// TestDecidePart decides about part 1 by what the facts say of it.
func TestDecidePart(t *testing.T) {
	for _, c := range []struct {
		parts int
		part  store.Part
		want  rangespec.Window
		rule  *rule.Rule // that refuses
	}{
		{0, store.Part{}, rangespec.Window{Length: 10}, nil},
		{1, store.Part{Size: 5}, rangespec.Window{Length: 5}, nil},
		{2, store.Part{Size: -1}, rangespec.Window{}, rule.Internal},
		{2, store.Part{Offset: -1, Size: 2}, rangespec.Window{}, rule.Internal},
		{2, store.Part{Offset: 8, Size: 3}, rangespec.Window{}, rule.Internal},
	} {
		facts := &getobject.Facts{Bucket: &store.Bucket{}, Info: &store.Info{Size: 10, Parts: c.parts}, Part: c.part}
		p, err := getobject.Decide(parsed(t, "/b/k?partNumber=1"), facts)
		if ruleOf(err) != c.rule {
			t.Errorf("Decide of %+v = %+v, %v, want %v", c.part, p, err, c.rule)
		}
		if err == nil && p.Window != c.want {
			t.Errorf("Decide of %+v = window %v, want %v", c.part, p.Window, c.want)
		}
	}
}

// ruleOf returns the rule that a refusal is by, or nil for no refusal.
func ruleOf(err error) *rule.Rule {
	var e *getobject.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Rule
}

func parsed(t *testing.T, target string) *getobject.Request {
	t.Helper()
	r, err := getobject.Parse(newRequest("GET", target), getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fieldOf returns the value of a header field of a plan, or "".
func fieldOf(p *getobject.Plan, name string) string {
	for _, f := range p.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}
