package getobject_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// A ruling is a request and the rule that decides it.
type ruling struct {
	rule   getobject.Rule
	method string // "" is GET
	target string
	header []string
	status int
	world  func(*world) // what is unusual, or nil
}

var signed = []string{"Authorization", "AWS4-HMAC-SHA256 x"}

func deny(a getobject.Action) func(*world) {
	return func(w *world) { w.Authorizer = policy{a: getobject.Deny} }
}

func secure(w *world) { w.Secure = func(*http.Request) bool { return true } }

// rulings has each rule once at least.
var rulings = []ruling{
	{rule: getobject.RuleInternal, target: "/b/k", status: 500, world: func(w *world) { w.shelf.bucketErr = errSecret }},
	{rule: getobject.RuleHost, target: "http://b,c.s3.amazonaws.com/k", status: 400},
	{rule: getobject.RuleTargetTooLong, target: "/b/k?" + strings.Repeat("a", 8188), status: 414},
	{rule: getobject.RuleBadRequest, target: "/b/k?a=%zz", status: 400},
	{rule: getobject.RuleInvalidURI, target: "/b/%ff", status: 400},
	{rule: getobject.RuleKeyTooLong, target: "/b/" + strings.Repeat("k", 1025), status: 400},
	{rule: getobject.RuleHeaderTooLarge, target: "/b/k", header: []string{"X-Long", strings.Repeat("x", 8192)}, status: 400},
	{rule: getobject.RuleObjectLambda, target: "http://ol-123456789012.s3-object-lambda.us-east-1.amazonaws.com/k", status: 501},
	{rule: getobject.RuleNoAccessPoint, target: "http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k", status: 404},
	{rule: getobject.RuleMethod, method: "PUT", target: "/b/k", status: 405},
	{rule: getobject.RuleMethodUnknown, method: "BREW", target: "/b/k", status: 400},
	{rule: getobject.RuleNoKey, target: "/b", status: 501},
	{rule: getobject.RuleSubResource, target: "/b/k?acl", status: 501},
	{rule: getobject.RuleSubResourceMethod, method: "HEAD", target: "/b/k?acl", status: 405},
	{rule: getobject.RuleSelectorConflict, target: "/b/k?acl&tagging", status: 400},
	{rule: getobject.RuleAnnotationName, target: "/b/k?annotationName=x", status: 400},
	{rule: getobject.RuleWebsiteValue, target: "/b/k?website=", status: 400},
	{rule: getobject.RuleVersionEmpty, target: "/b/k?versionId=", status: 400},
	{rule: getobject.RuleOverrideUnknown, target: "/b/k?response-x=1", status: 400},
	{rule: getobject.RuleParameterRepeated, target: "/v/k?versionId=" + newID + "&versionId=null", header: signed, status: 400},
	{rule: getobject.RuleParameterRepeated, target: "/b/k?partNumber=1&x&partNumber=2&X-Amz-Algorithm=x", status: 400},
	{rule: getobject.RuleOverrideAnonymous, target: "/b/k?response-expires=1", status: 400},
	{rule: getobject.RuleNoSuchBucket, target: "/nowhere/k", status: 404},
	{rule: getobject.RulePermanentRedirect, target: "http://far.s3.us-east-1.amazonaws.com/k", status: 301},
	{rule: getobject.RuleOwnerMalformed, target: "/b/k", header: []string{"X-Amz-Expected-Bucket-Owner", "me"}, status: 400},
	{rule: getobject.RuleOwnerDiffers, target: "/b/k", header: []string{"X-Amz-Expected-Bucket-Owner", stranger}, status: 403},
	{rule: getobject.RuleRequesterPays, target: "/p/k", status: 403},
	{rule: getobject.RuleDenied, target: "/b/k", status: 403, world: deny(getobject.GetObject)},
	{rule: getobject.RulePayloadTrailer, target: "/b/k", header: append([]string{"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, signed...), status: 400},
	{rule: getobject.RuleVersionMalformed, target: "/v/k?versionId=1", status: 400},
	{rule: getobject.RuleVersionMalformed, target: "/b/k?versionId=" + newID, status: 400},
	{rule: getobject.RuleDirectoryVersion, target: "/d/k?versionId=" + newID, status: 400},
	{rule: getobject.RuleRangeAndPart, target: "/b/k?partNumber=0", header: []string{"Range", ""}, status: 400},
	{rule: getobject.RulePartNumber, target: "/b/k?partNumber=0", status: 400},
	{rule: getobject.RuleOverrideLatin1, target: "/b/k?response-expires=%E2%82%AC", header: signed, status: 400},
	{rule: getobject.RuleSSEUploadHeader, target: "/b/k", header: []string{"X-Amz-Server-Side-Encryption", "AES256"}, status: 400},
	{rule: getobject.RuleSSEInsecure, target: "/b/ssec", header: ssec(theKey), status: 400},
	{rule: getobject.RuleSSENoAlgorithm, target: "/b/ssec", header: ssec(theKey)[2:], status: 400, world: secure},
	{rule: getobject.RuleSSENoKey, target: "/b/ssec", header: ssec(theKey)[:2], status: 400, world: secure},
	{rule: getobject.RuleSSEKeyShort, target: "/b/ssec", header: ssecText("AES256", "", ""), status: 400, world: secure},
	{rule: getobject.RuleSSEDigest, target: "/b/ssec", header: ssecText("AES256", encode(theKey.Bytes()), "x"), status: 400, world: secure},
	{rule: getobject.RuleSSEAlgorithm, target: "/b/ssec", header: ssecText("AES128", encode(theKey.Bytes()), theKey.MD5()), status: 400, world: secure},
	{rule: getobject.RuleDirectorySSEC, target: "/d/k", header: ssec(theKey), status: 501, world: secure},
	{rule: getobject.RuleNoSuchKey, target: "/b/nothing", status: 404},
	{rule: getobject.RuleNoSuchVersion, target: "/v/k?versionId=null", status: 404, world: func(w *world) { delete(w.shelf.items, "v/k") }},
	{rule: getobject.RuleHiddenKey, target: "/b/nothing", status: 403, world: deny(getobject.ListBucket)},
	{rule: getobject.RuleHiddenKey, target: "/v/gone", status: 403, world: deny(getobject.ListBucket)},
	{rule: getobject.RuleMarkerCurrent, target: "/v/gone", status: 404},
	{rule: getobject.RuleMarkerNamed, target: "/v/gone?versionId=" + gone, status: 405},
	{rule: getobject.RuleModeMissingKey, target: "/b/nothing", header: []string{checksumMode, "x"}, status: 400},
	{rule: getobject.RuleNoSuchKey, method: "HEAD", target: "/b/nothing", header: []string{checksumMode, "x"}, status: 404},
	{rule: getobject.RuleArchivedClass, target: "/b/glacier", status: 403},
	{rule: getobject.RuleArchivedClass, target: "/b/thawing", status: 403},
	{rule: getobject.RuleArchivedTier, target: "/b/tier", status: 403},
	{rule: getobject.RuleSSENotApplicable, target: "/b/k", header: ssec(theKey), status: 400, world: secure},
	{rule: getobject.RuleSSEKeyRequired, target: "/b/ssec", status: 400},
	{rule: getobject.RuleSSEWrongKey, target: "/b/ssec", header: ssec(otherKey), status: 403, world: secure},
	{rule: getobject.RuleKMSDecrypt, target: "/b/kms", status: 403, world: deny(getobject.Decrypt)},
	{rule: getobject.RuleKMSDisabled, target: "/b/disabled", status: 400},
	{rule: getobject.RuleKMSPendingDeletion, target: "/b/pending", status: 400},
	{rule: getobject.RuleIfMatch, target: "/b/k", header: []string{"If-Match", `"x"`}, status: 412},
	{rule: getobject.RuleIfUnmodifiedSince, target: "/b/k", header: []string{"If-Unmodified-Since", "Mon, 06 May 2024 07:08:08 GMT"}, status: 412},
	{rule: getobject.RuleIfNoneMatch, target: "/b/k", header: []string{"If-None-Match", "*"}, status: 304},
	{rule: getobject.RuleIfModifiedSince, target: "/b/k", header: []string{"If-Modified-Since", "Mon, 06 May 2024 07:08:09 GMT"}, status: 304},
	{rule: getobject.RuleRangeUnsatisfiable, target: "/b/k", header: []string{"Range", "bytes=10-"}, status: 416},
	{rule: getobject.RuleRangeUnsatisfiable, target: "/b/empty", header: []string{"Range", "bytes=-1"}, status: 416},
	{rule: getobject.RulePartBeyond, target: "/b/multi?partNumber=4", status: 416},
	{rule: getobject.RulePartBeyond, target: "/b/k?partNumber=2", status: 416},
	{rule: getobject.RuleWhole, target: "/b/k", status: 200},
	{rule: getobject.RuleRangeIgnored, target: "/b/k", header: []string{"Range", "bytes=0-1,2-3"}, status: 200},
	{rule: getobject.RuleIfRange, target: "/b/k", header: []string{"Range", "bytes=0-1", "If-Range", `"x"`}, status: 200},
	{rule: getobject.RuleRange, target: "/b/k", header: []string{"Range", "bytes=0-100"}, status: 206},
	{rule: getobject.RulePart, target: "/b/multi?partNumber=2", status: 206},
	{rule: getobject.RulePartPlain, target: "/b/k?partNumber=1", status: 206},
	{rule: getobject.RulePartEmpty, target: "/b/hollow?partNumber=2", status: 200},
	{rule: getobject.RulePartEmpty, target: "/b/empty?partNumber=1", status: 200},
	{rule: getobject.RuleChecksumMode, target: "/b/k", header: []string{checksumMode, ""}, status: 400},
}

const checksumMode = "X-Amz-Checksum-Mode"

// TestRulings asks for what each rule decides.
func TestRulings(t *testing.T) {
	for _, c := range rulings {
		t.Run(c.rule.ID(), func(t *testing.T) {
			w := newWorld(t)
			if c.world != nil {
				c.world(w)
			}
			if c.method == "" {
				c.method = http.MethodGet
			}
			rec := w.ask(t, c.method, c.target, c.header...)
			if w.last.Rule != c.rule || rec.Code != c.status || w.last.Status != c.status {
				t.Errorf("%s %.80s %.80q = %d by %v, want %d by %v",
					c.method, c.target, c.header, rec.Code, w.last.Rule, c.status, c.rule)
			}
		})
	}
}

// TestRulingsComplete checks that there is no rule that nothing decides by.
func TestRulingsComplete(t *testing.T) {
	reached := map[getobject.Rule]bool{}
	for _, c := range rulings {
		reached[c.rule] = true
	}
	for r := getobject.Rule(1); r < getobject.RuleCount; r++ {
		if !reached[r] {
			t.Errorf("no test reaches rule %v", r)
		}
	}
}

// TestRuleTexts checks that each rule says what it is.
func TestRuleTexts(t *testing.T) {
	seen := map[string]bool{}
	for r := range getobject.Rules() {
		if id := r.ID(); id == "" || seen[id] || r.String() != id {
			t.Errorf("Rule(%d).ID() = %q, want an id of its own", r, id)
		}
		seen[r.ID()] = true
		if !strings.HasSuffix(r.Sentence(), ".") || len(r.Sections()) == 0 {
			t.Errorf("%v: sentence %q, sections %q, want both", r, r.Sentence(), r.Sections())
		}
		if r.Kind().String() == "" {
			t.Errorf("%v: kind has no name", r)
		}
	}
}

// TestRulesStop checks that the sequence of rules ends where its reader does.
func TestRulesStop(t *testing.T) {
	total := 0
	for range getobject.Rules() {
		total++
	}
	for stop := 1; stop <= total; stop++ {
		n := 0
		for range getobject.Rules() {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Fatalf("Rules() gave %d rules, want %d", n, stop)
		}
	}
}

// TestOrder checks that of two rules that refuse the same request the earlier one does.
func TestOrder(t *testing.T) {
	bad := []string{checksumMode, "x"}
	for _, c := range []struct {
		target string
		header []string
		want   getobject.Rule
	}{
		{"/nowhere/k?response-expires=1", nil, getobject.RuleOverrideAnonymous},
		{"/nowhere/k?versionId=", nil, getobject.RuleVersionEmpty},
		{"/nowhere/k", ssec(theKey), getobject.RuleSSEInsecure},
		{"/nowhere/k?versionId=", ssec(theKey), getobject.RuleVersionEmpty},
		{"/b/k?response-expires=1", ssec(theKey), getobject.RuleSSEInsecure},
		{"/nowhere/k?versionId=null&versionId=x", signed, getobject.RuleParameterRepeated},
		{"/nowhere/k?partNumber=1&partNumber=2", signed, getobject.RuleParameterRepeated},
		{"/b/k?partNumber=1&partNumber=2", nil, getobject.RulePartPlain},
		{"/b/k?partNumber=1&partNumber=1", signed, getobject.RulePartPlain},
		{"/b/nothing?partNumber=x", nil, getobject.RulePartNumber},
		{"/b/nothing?versionId=x&partNumber=x", nil, getobject.RuleVersionMalformed},
		{"/b/nothing?partNumber=x", []string{"Range", "x"}, getobject.RuleRangeAndPart},
		{"/b/glacier", []string{"If-None-Match", "*"}, getobject.RuleArchivedClass},
		{"/b/ssec", []string{"If-None-Match", "*"}, getobject.RuleSSEKeyRequired},
		{"/b/k", append([]string{"If-None-Match", "*"}, bad...), getobject.RuleIfNoneMatch},
		{"/b/k", append([]string{"If-Match", "x"}, bad...), getobject.RuleIfMatch},
		{"/b/k", append([]string{"Range", "bytes=10-"}, bad...), getobject.RuleRangeUnsatisfiable},
		{"/b/k", []string{"Range", "bytes=10-", "If-Range", `"x"`}, getobject.RuleIfRange},
		{"/b/k", []string{"Range", "bytes=10-", "If-Match", `"x"`}, getobject.RuleIfMatch},
		{"/b/k?partNumber=2", []string{"If-None-Match", "*"}, getobject.RuleIfNoneMatch},
	} {
		w := newWorld(t)
		w.get(t, c.target, c.header...)
		if w.last.Rule != c.want {
			t.Errorf("GET %s %q was decided by %v, want %v", c.target, c.header, w.last.Rule, c.want)
		}
	}
}

// TestDecideWithoutStore decides from facts alone.
func TestDecideWithoutStore(t *testing.T) {
	r, err := getobject.Parse(newRequest("GET", "/b/k", "Range", "bytes=2-4"), getobject.Addressing{}, false, clock)
	if err != nil {
		t.Fatal(err)
	}
	f := &getobject.Facts{Bucket: &store.Bucket{}, Info: &store.Info{Size: 10, Checksum: checksum.Sum(checksum.SHA1, nil),
		Encryption: sse.Encryption{Algorithm: sse.AES256}}}
	p, err := getobject.Decide(r, f)
	if err != nil || p.Status != 206 || p.Window.Offset != 2 || p.Window.Length != 3 {
		t.Errorf("Decide = %+v, %v, want 206 with 2+3", p, err)
	}
	f.Info = nil
	if _, err := getobject.Decide(r, f); err == nil || err.(*getobject.Error).Rule != getobject.RuleHiddenKey {
		t.Errorf("Decide without a version and rights = %v, want %v", err, getobject.RuleHiddenKey)
	}
}
