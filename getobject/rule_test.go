package getobject_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// A ruling is a request and the rule that decides it.
type ruling struct {
	rule    *rule.Rule
	method  string // "" is GET
	target  string
	header  []string
	status  int
	harness func(*harness) // what is unusual, or nil
}

var signed = []string{"Authorization", "AWS4-HMAC-SHA256 x"}

func deny(a getobject.Action) func(*harness) {
	return func(w *harness) { w.Authorizer = policy{a: getobject.Deny} }
}

var pageOrigin = []string{"Origin", "https://page.example"}

// crossOrigin lets pages of every origin use a method.
func crossOrigin(method string) func(*harness) {
	return func(w *harness) {
		w.store.bucket = corsOf(cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{method}}})
	}
}

// corsOf gives every bucket those rules, also if no bucket can have them.
func corsOf(rules cors.Rules) func(*store.Bucket) (*store.Bucket, error) {
	return func(b *store.Bucket) (*store.Bucket, error) {
		changed := *b
		changed.CORS = rules
		return &changed, nil
	}
}

func secure(w *harness) { w.Secure = func(*http.Request) bool { return true } }

// rulings has each rule once at least.
var rulings = []ruling{
	{rule: rule.Internal, target: "/b/k", status: 500, harness: fails(faultstore.Bucket, errSecret)},
	{rule: rule.Host, target: "http://b,c.s3.amazonaws.com/k", status: 400},
	{rule: rule.TargetTooLong, target: "/b/k?" + strings.Repeat("a", 8188), status: 414},
	{rule: rule.BadRequest, target: "/b/k?a=%zz", status: 400},
	{rule: rule.SlowDown, target: "/b/k", status: 503, harness: fails(faultstore.Bucket, store.ErrSlowDown)},
	{rule: rule.Unavailable, target: "/b/k", status: 503, harness: fails(faultstore.Open, store.ErrUnavailable)},
	{rule: rule.OutsidePrefix, target: "/b/k", status: 400, harness: func(w *harness) { w.Prefix = "/s3" }},
	{rule: rule.InvalidURI, target: "/b/%ff", status: 400},
	{rule: rule.KeyTooLong, target: "/b/" + strings.Repeat("k", 1025), status: 400},
	{rule: rule.HeaderTooLarge, target: "/b/k", header: []string{"X-Long", strings.Repeat("x", 8192)}, status: 400},
	{rule: rule.PlainHTTP, target: "http://v-ext-s3alias.s3.us-east-1.amazonaws.com/k", status: 307},
	{rule: rule.ObjectLambda, target: "http://ol-123456789012.s3-object-lambda.us-east-1.amazonaws.com/k", header: []string{"Range", "bytes=0-1"}, status: 501},
	{rule: rule.NoAccessPoint, target: "http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k", status: 404},
	{rule: rule.Method, method: "PUT", target: "/b/k", status: 405},
	{rule: rule.MethodUnknown, method: "BREW", target: "/b/k", status: 400},
	{rule: rule.NoKey, target: "/b", status: 501},
	{rule: rule.CORSNoOrigin, method: "OPTIONS", target: "/b/k", status: 400},
	{rule: rule.CORSBucket, method: "OPTIONS", target: "/nowhere/k", header: pageOrigin, status: 403},
	{rule: rule.CORSBucket, method: "OPTIONS", target: "http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k", header: pageOrigin, status: 403},
	{rule: rule.CORSNotEnabled, method: "OPTIONS", target: "/b", header: pageOrigin, status: 403},
	{rule: rule.CORSNotAllowed, method: "OPTIONS", target: "/b/k", header: pageOrigin, status: 403, harness: crossOrigin("PUT")},
	{rule: rule.CORSPreflight, method: "OPTIONS", target: "/b/%ff?versionId=", header: append([]string{"Access-Control-Request-Method", "GET"}, pageOrigin...), status: 200, harness: crossOrigin("GET")},
	{rule: rule.SubResource, target: "/b/k?acl", status: 501},
	{rule: rule.SubResourceMethod, method: "HEAD", target: "/b/k?acl", status: 405},
	{rule: rule.SelectorConflict, target: "/b/k?acl&tagging", status: 400},
	{rule: rule.AnnotationName, target: "/b/k?annotationName=x", status: 400},
	{rule: rule.WebsiteValue, target: "/b/k?website=", status: 400},
	{rule: rule.VersionEmpty, target: "/b/k?versionId=", status: 400},
	{rule: rule.OverrideUnknown, target: "/b/k?response-x=1", status: 400},
	{rule: rule.ParameterRepeated, target: "/v/k?versionId=" + newID + "&versionId=null", header: signed, status: 400},
	{rule: rule.ParameterRepeated, target: "/b/k?partNumber=1&x&partNumber=2&X-Amz-Algorithm=x", status: 400},
	{rule: rule.OverrideAnonymous, target: "/b/k?response-expires=1", status: 400},
	{rule: rule.NoSuchBucket, target: "/nowhere/k", status: 404},
	{rule: rule.PermanentRedirect, target: "http://far.s3.us-east-1.amazonaws.com/k", status: 301},
	{rule: rule.OwnerMalformed, target: "/b/k", header: []string{"X-Amz-Expected-Bucket-Owner", "me"}, status: 400},
	{rule: rule.OwnerDiffers, target: "/b/k", header: []string{"X-Amz-Expected-Bucket-Owner", stranger}, status: 403},
	{rule: rule.RequesterPays, target: "/p/k", status: 403},
	{rule: rule.Denied, target: "/b/k", status: 403, harness: deny(getobject.ActionGetObject)},
	{rule: rule.DeniedExplicitly, target: "/b/k", status: 403, harness: func(w *harness) {
		w.Authorizer = policy{getobject.ActionGetObject: getobject.DenyExplicitly}
	}},
	{rule: rule.PayloadTrailer, target: "/b/k", header: append([]string{"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, signed...), status: 400},
	{rule: rule.VersionMalformed, target: "/v/k?versionId=1", status: 400},
	{rule: rule.VersionMalformed, target: "/b/k?versionId=" + newID, status: 400},
	{rule: rule.DirectoryVersion, target: "/d/k?versionId=" + newID, status: 400},
	{rule: rule.RangeAndPart, target: "/b/k?partNumber=0", header: []string{"Range", ""}, status: 400},
	{rule: rule.PartNumber, target: "/b/k?partNumber=0", status: 400},
	{rule: rule.OverrideLatin1, target: "/b/k?response-expires=%E2%82%AC", header: signed, status: 400},
	{rule: rule.SSEUploadHeader, target: "/b/k", header: []string{"X-Amz-Server-Side-Encryption", "AES256"}, status: 400},
	{rule: rule.SSEInsecure, target: "/b/ssec", header: ssec(theKey), status: 400},
	{rule: rule.SSENoAlgorithm, target: "/b/ssec", header: ssec(theKey)[2:], status: 400, harness: secure},
	{rule: rule.SSENoKey, target: "/b/ssec", header: ssec(theKey)[:2], status: 400, harness: secure},
	{rule: rule.SSEKeyShort, target: "/b/ssec", header: ssecText("AES256", "", ""), status: 400, harness: secure},
	{rule: rule.SSEDigest, target: "/b/ssec", header: ssecText("AES256", encode(theKey.Bytes()), "x"), status: 400, harness: secure},
	{rule: rule.SSEAlgorithm, target: "/b/ssec", header: ssecText("AES128", encode(theKey.Bytes()), theKey.MD5()), status: 400, harness: secure},
	{rule: rule.DirectorySSEC, target: "/d/k", header: ssec(theKey), status: 501, harness: secure},
	{rule: rule.NoSuchKey, target: "/b/nothing", status: 404},
	{rule: rule.NoSuchVersion, target: "/v/nothing?versionId=null", status: 404},
	{rule: rule.HiddenKey, target: "/b/nothing", status: 403, harness: deny(getobject.ActionListBucket)},
	{rule: rule.HiddenKey, target: "/v/gone", status: 403, harness: deny(getobject.ActionListBucket)},
	{rule: rule.MarkerCurrent, target: "/v/gone", status: 404},
	{rule: rule.MarkerNamed, target: "/v/gone?versionId=" + gone, status: 405},
	{rule: rule.ModeMissingKey, target: "/b/nothing", header: []string{checksumMode, "x"}, status: 400},
	{rule: rule.NoSuchKey, method: "HEAD", target: "/b/nothing", header: []string{checksumMode, "x"}, status: 404},
	{rule: rule.ArchivedClass, target: "/b/glacier", status: 403},
	{rule: rule.ArchivedClass, target: "/b/thawing", status: 403},
	{rule: rule.ArchivedTier, target: "/b/tier", status: 403},
	{rule: rule.SSENotApplicable, target: "/b/k", header: ssec(theKey), status: 400, harness: secure},
	{rule: rule.SSEKeyRequired, target: "/b/ssec", status: 400},
	{rule: rule.SSEWrongKey, target: "/b/ssec", header: ssec(otherKey), status: 403, harness: secure},
	{rule: rule.KMSDecrypt, target: "/b/kms", status: 403, harness: deny(getobject.ActionDecrypt)},
	{rule: rule.KMSDisabled, target: "/b/disabled", status: 400},
	{rule: rule.KMSPendingDeletion, target: "/b/pending", status: 400},
	{rule: rule.IfMatch, target: "/b/k", header: []string{"If-Match", `"x"`}, status: 412},
	{rule: rule.IfUnmodifiedSince, target: "/b/k", header: []string{"If-Unmodified-Since", "Mon, 06 May 2024 07:08:08 GMT"}, status: 412},
	{rule: rule.IfNoneMatch, target: "/b/k", header: []string{"If-None-Match", "*"}, status: 304},
	{rule: rule.IfModifiedSince, target: "/b/k", header: []string{"If-Modified-Since", "Mon, 06 May 2024 07:08:09 GMT"}, status: 304},
	{rule: rule.RangeUnsatisfiable, target: "/b/k", header: []string{"Range", "bytes=10-"}, status: 416},
	{rule: rule.RangeUnsatisfiable, target: "/b/empty", header: []string{"Range", "bytes=-1"}, status: 416},
	{rule: rule.PartBeyond, target: "/b/multi?partNumber=4", status: 416},
	{rule: rule.PartBeyond, target: "/b/k?partNumber=2", status: 416},
	{rule: rule.Whole, target: "/b/k", status: 200},
	{rule: rule.RangeIgnored, target: "/b/k", header: []string{"Range", "bytes=0-1,2-3"}, status: 200},
	{rule: rule.IfRange, target: "/b/k", header: []string{"Range", "bytes=0-1", "If-Range", `"x"`}, status: 200},
	{rule: rule.Range, target: "/b/k", header: []string{"Range", "bytes=0-100"}, status: 206},
	{rule: rule.Part, target: "/b/multi?partNumber=2", status: 206},
	{rule: rule.PartPlain, target: "/b/k?partNumber=1", status: 206},
	{rule: rule.PartEmpty, target: "/b/hollow?partNumber=2", status: 200},
	{rule: rule.PartEmpty, target: "/b/empty?partNumber=1", status: 200},
	{rule: rule.ChecksumMode, target: "/b/k", header: []string{checksumMode, ""}, status: 400},
}

const checksumMode = "X-Amz-Checksum-Mode"

// TestRulings asks for what each rule decides.
func TestRulings(t *testing.T) {
	for _, c := range rulings {
		t.Run(c.rule.ID, func(t *testing.T) {
			w := newHarness(t)
			if c.harness != nil {
				c.harness(w)
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
	reached := map[*rule.Rule]bool{}
	for _, c := range rulings {
		reached[c.rule] = true
	}
	for r := range rule.All() {
		if !reached[r] {
			t.Errorf("no test reaches rule %v", r)
		}
	}
}

// TestOrder checks that of two rules that refuse the same request the earlier one does.
func TestOrder(t *testing.T) {
	bad := []string{checksumMode, "x"}
	for _, c := range []struct {
		target string
		header []string
		want   *rule.Rule
	}{
		{"/nowhere/k?response-expires=1", nil, rule.OverrideAnonymous},
		{"/nowhere/k?versionId=", nil, rule.VersionEmpty},
		{"/b/nothing?partNumber=x", nil, rule.PartNumber},
		{"/b/nothing?versionId=x&partNumber=x", nil, rule.VersionMalformed},
		{"/b/nothing?partNumber=x", []string{"Range", "x"}, rule.RangeAndPart},
		{"/b/glacier", []string{"If-None-Match", "*"}, rule.ArchivedClass},
		{"/b/ssec", []string{"If-None-Match", "*"}, rule.SSEKeyRequired},
		{"/b/k", append([]string{"If-None-Match", "*"}, bad...), rule.IfNoneMatch},
		{"/b/k", append([]string{"If-Match", "x"}, bad...), rule.IfMatch},
		{"/b/k", append([]string{"Range", "bytes=10-"}, bad...), rule.RangeUnsatisfiable},
		{"/b/k", []string{"Range", "bytes=10-", "If-Range", `"x"`}, rule.IfRange},
		{"/b/k", []string{"Range", "bytes=10-", "If-Match", `"x"`}, rule.IfMatch},
		{"/b/k?partNumber=2", []string{"If-None-Match", "*"}, rule.IfNoneMatch},
	} {
		w := newHarness(t)
		w.get(t, c.target, c.header...)
		if w.last.Rule != c.want {
			t.Errorf("GET %s %q was decided by %v, want %v", c.target, c.header, w.last.Rule, c.want)
		}
	}
}

// TestDecideWithoutStore decides from facts alone.
func TestDecideWithoutStore(t *testing.T) {
	r, err := getobject.Parse(newRequest("GET", "/b/k", "Range", "bytes=2-4"), getobject.ParseOptions{Now: clock})
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
	if _, err := getobject.Decide(r, f); err == nil || err.(*getobject.Error).Rule != rule.HiddenKey {
		t.Errorf("Decide without a version and rights = %v, want %v", err, rule.HiddenKey)
	}
}

// TestRequestsNextToRules has requests next to those that a rule is about.
func TestRequestsNextToRules(t *testing.T) {
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
