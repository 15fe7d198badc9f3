package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"

	"github.com/s3get/s3get/sse"
)

// A demoRequest is a request and the status of its response, or the heading of those that
// follow.
type demoRequest struct {
	status  int // 0 for a heading
	about   string
	command string
}

// demoRequests show the demo. [demoNames] replaces the names in braces.
var demoRequests = [...]demoRequest{
	{0, "Objects", ""},
	{200, "an object", "curl -i '{http}/demo/hello.txt'"},
	{200, "its header alone", "curl -I '{http}/demo/hello.txt'"},
	{200, "the same with the bucket in the host name", "curl -i -H 'Host: demo.s3.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "stored header fields and metadata", "curl -i '{http}/demo/described.html'"},
	{200, "header fields that the request replaces, for which it has to be signed", "curl -i --aws-sigv4 'aws:amz:us-east-1:s3' --user demo:demo '{http}/demo/hello.txt?response-cache-control=no-store&response-content-type=text/html'"},
	{400, "the same unsigned", "curl -i '{http}/demo/hello.txt?response-cache-control=no-store'"},
	{404, "no such key", "curl -i '{http}/demo/absent.txt'"},

	{0, "Ranges", ""},
	{206, "the first five bytes", "curl -i -r 0-4 '{http}/demo/hello.txt'"},
	{206, "the last eight bytes", "curl -i -r -8 '{http}/demo/hello.txt'"},
	{200, "S3 knows no two ranges and sends all of it", "curl -i -r 0-4,11-16 '{http}/demo/hello.txt'"},
	{416, "a range behind the end", "curl -i -r 100- '{http}/demo/hello.txt'"},

	{0, "Conditions", ""},
	{304, "not modified, by entity tag", "curl -i -H 'If-None-Match: {etag}' '{http}/demo/hello.txt'"},
	{304, "not modified, by date", "curl -i -H 'If-Modified-Since: {date}' '{http}/demo/hello.txt'"},
	{412, "another object than expected", "curl -i -H 'If-Match: \"other\"' '{http}/demo/hello.txt'"},
	{206, "a range of the object that is expected", "curl -i -r 0-4 -H 'If-Range: {etag}' '{http}/demo/hello.txt'"},
	{200, "a range of another object, so all of this one", "curl -i -r 0-4 -H 'If-Range: \"other\"' '{http}/demo/hello.txt'"},

	{0, "Versions", ""},
	{200, "the current version", "curl -i '{http}/demo/notes.txt'"},
	{200, "an older version", "curl -i '{http}/demo/notes.txt?versionId=" + firstNotes + "'"},
	{404, "a version that is not there", "curl -i '{http}/demo/notes.txt?versionId=" + nobodysID + "'"},
	{404, "a key behind a delete marker", "curl -i '{http}/demo/gone.txt'"},
	{405, "the delete marker itself", "curl -i '{http}/demo/gone.txt?versionId=" + goneMarker + "'"},
	{200, "the version behind the delete marker", "curl -i '{http}/demo/gone.txt?versionId=" + goneText + "'"},

	{0, "Parts", ""},
	{206, "the second part, with its checksum", "curl -i -H 'x-amz-checksum-mode: ENABLED' '{http}/demo/parts.txt?partNumber=2'"},
	{200, "the whole object, with the checksum of checksums", "curl -i -H 'x-amz-checksum-mode: ENABLED' '{http}/demo/parts.txt'"},
	{416, "more parts than there are", "curl -i '{http}/demo/parts.txt?partNumber=4'"},

	{0, "A customer's key (SSE-C)", ""},
	{200, "with the key", "curl -i {trust} {key} '{https}/demo/secret.txt'"},
	{403, "with another key", "curl -i {trust} {other} '{https}/demo/secret.txt'"},
	{400, "without a key", "curl -i {trust} '{https}/demo/secret.txt'"},
	{400, "with the key in the clear", "curl -i {key} '{http}/demo/secret.txt'"},

	{0, "An archive", ""},
	{403, "an archived object", "curl -i '{http}/demo/archived.txt'"},
	{200, "its header can be read", "curl -I '{http}/demo/archived.txt'"},
	{200, "one that was restored", "curl -i '{http}/demo/restored.txt'"},

	{0, "Endpoints: hosts of Amazon's that name a bucket", ""},
	{200, "a region", "curl -i -H 'Host: demo.s3.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "dual-stack", "curl -i -H 'Host: demo.s3.dualstack.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "FIPS", "curl -i -H 'Host: demo.s3-fips.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "acceleration", "curl -i -H 'Host: demo.s3-accelerate.amazonaws.com' '{http}/hello.txt'"},
	{200, "an interface endpoint", "curl -i -H 'Host: demo.bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com' '{http}/hello.txt'"},
	{301, "another region than the bucket's", "curl -i -H 'Host: demo.s3.eu-west-1.amazonaws.com' '{http}/hello.txt'"},

	{0, "Access points", ""},
	{200, "by its host", "curl -i -H 'Host: demo-reading-111122223333.s3-accesspoint.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "by its alias", "curl -i -H 'Host: demo-reading-4hd8-s3alias.s3.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{200, "a Multi-Region Access Point", "curl -i -H 'Host: mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com' '{http}/hello.txt'"},
	{200, "one on Outposts", "curl -i -H 'Host: demo-reading-111122223333.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{404, "one that is not there", "curl -i -H 'Host: demo-nothing-111122223333.s3-accesspoint.us-east-1.amazonaws.com' '{http}/hello.txt'"},

	{0, "Object Lambda", ""},
	{200, "a function in upper case", "curl -i -H 'Host: demo-upper-111122223333.s3-object-lambda.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{501, "no range of it", "curl -i -r 0-4 -H 'Host: demo-upper-111122223333.s3-object-lambda.us-east-1.amazonaws.com' '{http}/hello.txt'"},
	{404, "of an object that is missing", "curl -i -H 'Host: demo-upper-111122223333.s3-object-lambda.us-east-1.amazonaws.com' '{http}/absent.txt'"},

	{0, "A directory bucket", ""},
	{200, "an object of a zone", "curl -i -H 'Host: demo--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com' '{http}/hello.txt'"},

	{0, "A website", ""},
	{200, "the index document", "curl -i -H 'Host: demo-site.s3-website-us-east-1.amazonaws.com' '{http}/'"},
	{302, "a folder without its slash", "curl -i -H 'Host: demo-site.s3-website-us-east-1.amazonaws.com' '{http}/new'"},
	{301, "a routing rule", "curl -i -H 'Host: demo-site.s3-website-us-east-1.amazonaws.com' '{http}/old/index.html'"},
	{404, "the error document", "curl -i -H 'Host: demo-site.s3-website-us-east-1.amazonaws.com' '{http}/absent.html'"},

	{0, "5 GiB", ""},
	{200, "the header", "curl -I '{http}/demo/large.bin'"},
	{206, "the header of the last of five parts", "curl -I '{http}/demo/large.bin?partNumber=5'"},
	{206, "a million bytes from the middle", "curl -D - -o /dev/null -r 3000000000-3000999999 '{http}/demo/large.bin'"},
}

// writeDemoRequests prints the requests, each below a comment with the status of its
// response. Without TLS it leaves out those that need TLS.
func writeDemoRequests(w io.Writer, ls *listeners, etag string) {
	names := demoNames(ls, etag)
	for _, s := range demoRequests {
		switch {
		case s.status == 0:
			fmt.Fprintf(w, "\n## %s\n", s.about)
		case ls.secure != nil || !strings.Contains(s.command, "{https}"):
			fmt.Fprintf(w, "# %d %s\n%s\n", s.status, s.about, names.Replace(s.command))
		}
	}
}

// demoNames returns the replacer of the names in braces.
func demoNames(ls *listeners, etag string) *strings.Replacer {
	names := []string{
		"{http}", reachable(ls.plain),
		"{etag}", etag,
		"{date}", demoTime().Format("Mon, 02 Jan 2006 15:04:05 GMT"),
		"{key}", keyHeader(demoKey),
		"{other}", keyHeader(otherKey),
		"{trust}", trust(ls.certFile),
	}
	if ls.secure != nil {
		names = append(names, "{https}", reachable(ls.secure))
	}
	return strings.NewReplacer(names...)
}

// reachable returns the URL of a listener. If it listens on all addresses, the host is
// localhost.
func reachable(l *listener) string {
	scheme, hostport, _ := strings.Cut(l.url(), "://")
	addr, err := netip.ParseAddrPort(hostport)
	if err != nil || !addr.Addr().IsUnspecified() {
		return l.url()
	}
	return scheme + "://" + net.JoinHostPort("localhost", fmt.Sprint(addr.Port()))
}

// trust returns the argument that makes curl accept the certificate.
func trust(certFile string) string {
	if certFile == "" {
		return "--insecure"
	}
	return "--cacert '" + strings.ReplaceAll(certFile, "'", `'\''`) + "'"
}

// keyHeader returns the arguments that send a customer's key.
func keyHeader(key string) string {
	const header = "-H 'x-amz-server-side-encryption-customer-%s: %s'"
	k := sse.NewCustomerKey([]byte(key))
	return fmt.Sprintf(header, "algorithm", "AES256") + " " +
		fmt.Sprintf(header, "key", base64.StdEncoding.EncodeToString(k.Bytes())) + " " +
		fmt.Sprintf(header, "key-MD5", k.MD5())
}
