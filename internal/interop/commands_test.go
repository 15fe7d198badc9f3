package interop_test

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
)

// A command is a client that is a program, with a fake that has an empty bucket "books" and a
// folder that has files "text" and "big".
type command struct {
	path   string
	before []string // arguments of every call
	env    []string
	dir    string
	server *s3fake.Server
}

// A commandStep is one call of a client. In its arguments URL stands for the fake's address.
type commandStep struct {
	name  string
	args  string
	stdin string
	want  string // what its output contains
	fails bool   // it does not exit with 0
	file  string // a file that it makes, of the content same
	same  string // "text", "big", or a content
	link  bool   // its output has a URL that anybody can fetch for a while, of the content same
}

// newCommand returns the client of one of paths, or skips the test.
func newCommand(t *testing.T, paths ...string) *command {
	t.Helper()
	c := &command{dir: t.TempDir()}
	for _, p := range paths {
		if found, err := exec.LookPath(p); err == nil && c.path == "" {
			c.path = found
		}
	}
	if c.path == "" {
		t.Skipf("%s is not installed", paths[0])
	}
	c.server = s3fake.New(t, &s3fake.Options{
		TLS: true, AccessKey: owner[0], SecretKey: owner[1], Buckets: []string{"books"},
	})
	c.write(t, "text", []byte("0123456789"))
	c.write(t, "big", partContent())
	c.write(t, "ca.pem", c.server.CertificatePEM())
	c.write(t, "key", []byte("0123456789abcdef0123456789abcdef"))
	c.env = []string{"HOME=" + c.dir, "PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "AWS_EC2_METADATA_DISABLED=true"}
	return c
}

func (c *command) write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// run makes the calls, in order.
func (c *command) run(t *testing.T, steps []commandStep) {
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) { c.step(t, step) })
	}
}

func (c *command) step(t *testing.T, step commandStep) {
	args := append([]string{}, c.before...)
	for _, word := range strings.Fields(step.args) {
		args = append(args, strings.ReplaceAll(word, "URL", c.server.URL))
	}
	cmd := exec.CommandContext(t.Context(), c.path, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = c.dir, c.env, strings.NewReader(step.stdin)
	output, err := cmd.CombinedOutput()
	if (err != nil) != step.fails || !bytes.Contains(output, []byte(step.want)) {
		t.Fatalf("%s: %v, want failure %t and %q in:\n%s", step.args, err, step.fails, step.want, output)
	}
	want := []byte(step.same)
	if b, err := os.ReadFile(filepath.Join(c.dir, step.same)); err == nil {
		want = b
	}
	if step.link {
		c.fetch(t, string(output), want)
	}
	if step.file == "" {
		return
	}
	if got, err := os.ReadFile(filepath.Join(c.dir, step.file)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s has %d bytes, %v; want those of %s", step.file, len(got), err, step.same)
	}
}

// fetch fetches the URL that an output has with curl, as anybody would, and that of another object,
// which the signature is not good for.
func (c *command) fetch(t *testing.T, output string, want []byte) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	at := strings.Index(output, "http")
	if at < 0 {
		t.Fatalf("no URL in %q", output)
	}
	link, _, _ := strings.Cut(output[at:], "\n")
	link = strings.TrimSpace(link)
	trust := []string{"--cacert", filepath.Join(c.dir, "ca.pem")}
	if got, code := plainCurl(t, append(trust, link)...); code != 0 || got != string(want) {
		t.Errorf("curl %s: exit code %d and %d bytes, want 0 and %d bytes: %.300s", link, code, len(got), len(want), got)
	}
	other := strings.Replace(link, "books/copy", "books/stream", 1)
	if other == link {
		t.Fatalf("%s is no URL of books/copy", link)
	}
	if got, code := plainCurl(t, append(trust, "--write-out", "%{http_code}", other)...); code != curlRefused || got != "403" {
		t.Errorf("curl %s: exit code %d and %.300q, want %d and 403", other, code, got, curlRefused)
	}
}

// TestAWSCLI runs the steps of the AWS CLI, over TLS. Its version 1 presigns with version 2 of signatures in
// us-east-1, unless its configuration says otherwise.
func TestAWSCLI(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a program many times")
	}
	c := newCommand(t, "/usr/bin/aws", "aws")
	c.before = []string{"--endpoint-url", c.server.URL, "--ca-bundle", "ca.pem", "--region", "us-east-1", "--output", "json"}
	c.env = append(c.env, "AWS_ACCESS_KEY_ID="+owner[0], "AWS_SECRET_ACCESS_KEY="+owner[1], "AWS_MAX_ATTEMPTS=1", "AWS_PAGER=", "AWS_CONFIG_FILE=config")
	c.write(t, "config", []byte("[default]\ns3 =\n  signature_version = s3v4\n"))
	const sse = " --sse-customer-algorithm AES256 --sse-customer-key fileb://key"
	c.run(t, []commandStep{
		{name: "single upload", args: "s3 cp text s3://books/a/text --metadata colour=blue"},
		{name: "multipart upload", args: "s3 cp big s3://books/a/big"},
		{name: "stream of unknown length", args: "s3 cp - s3://books/stream", stdin: "from a pipe"},
		{name: "checksum", args: "s3api put-object --bucket books --key sum --body text --checksum-algorithm SHA256", want: "ChecksumSHA256"},
		{name: "list", args: "s3 ls s3://books/ --recursive", want: "a/text"},
		{name: "pages", args: "s3api list-objects-v2 --bucket books --page-size 1", want: `"stream"`},
		{name: "copy", args: "s3 cp s3://books/a/big s3://books/copy"},
		{name: "whole", args: "s3 cp s3://books/copy whole", file: "whole", same: "big"},
		{name: "read the stream", args: "s3 cp s3://books/stream piped", file: "piped", same: "from a pipe"},
		{name: "ranged", args: "s3api get-object --bucket books --key a/text --range bytes=2-4 range", want: "bytes 2-4/10", file: "range", same: "234"},
		{name: "beyond the end", args: "s3api get-object --bucket books --key a/text --range bytes=20- none", want: "InvalidRange", fails: true},
		{name: "part by part", args: "s3api head-object --bucket books --key a/big --part-number 1", want: `"PartsCount": 2`},
		{name: "condition fails", args: `s3api get-object --bucket books --key a/text --if-match "other" none`, want: "PreconditionFailed", fails: true},
		{name: "versioning", args: "s3api put-bucket-versioning --bucket books --versioning-configuration Status=Enabled"},
		{name: "delete", args: "s3api delete-object --bucket books --key a/text", want: `"DeleteMarker": true`},
		{name: "deleted", args: "s3api get-object --bucket books --key a/text none", want: "NoSuchKey", fails: true},
		{name: "version", args: "s3api get-object --bucket books --key a/text --version-id null old", file: "old", same: "text"},
		{name: "versions", args: "s3api list-object-versions --bucket books --prefix a/text", want: "DeleteMarkers"},
		{name: "presign", args: "s3 presign s3://books/copy", want: "X-Amz-Signature=", link: true, same: "big"},
		{name: "SSE-C", args: "s3api put-object --bucket books --key secret --body text" + sse, want: "SSECustomerKeyMD5"},
		{name: "SSE-C read", args: "s3api get-object --bucket books --key secret plain" + sse, file: "plain", same: "text"},
		{name: "SSE-C without the key", args: "s3api get-object --bucket books --key secret none", want: "InvalidRequest", fails: true},
		{name: "wrong bucket", args: "s3 ls s3://absent", want: "NoSuchBucket", fails: true},
		{name: "delete many", args: "s3 rm s3://books/ --recursive", want: "delete: s3://books/copy"},
	})
	c.env = append(c.env, "AWS_SECRET_ACCESS_KEY=wrong")
	c.run(t, []commandStep{{name: "bad credentials", args: "s3 ls s3://books", want: "SignatureDoesNotMatch", fails: true}})
}

// TestS3cmd runs the steps of s3cmd, over TLS. It presigns with version 2 of signatures, which a
// fake accepts. It has no conditions, ranges, checksums of S3, versions or SSE-C.
func TestS3cmd(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a program many times")
	}
	c := newCommand(t, "s3cmd")
	host := strings.TrimPrefix(c.server.URL, "https://")
	common := []string{"--config=none.cfg", "--host=" + host, "--host-bucket=" + host, "--ca-certs=ca.pem", "--ssl", "--region=us-east-1",
		"--access_key=" + owner[0]}
	c.write(t, "none.cfg", []byte("[default]\nsignurl_use_https = True\n"))
	c.before = append(common, "--secret_key="+owner[1])
	c.run(t, []commandStep{
		{name: "single upload", args: "put text s3://books/a/text"},
		{name: "multipart upload", args: "put big s3://books/a/big --multipart-chunk-size-mb=5"},
		{name: "stream of unknown length", args: "put - s3://books/stream", stdin: "from a pipe"},
		{name: "list", args: "ls --recursive s3://books/", want: "s3://books/a/text"},
		{name: "info", args: "info s3://books/a/text", want: "File size: 10"},
		{name: "copy", args: "cp s3://books/a/big s3://books/copy"},
		{name: "whole", args: "get s3://books/copy whole", file: "whole", same: "big"},
		{name: "read the stream", args: "get s3://books/stream piped", file: "piped", same: "from a pipe"},
		{name: "presign", args: "signurl s3://books/copy +60", want: "?AWSAccessKeyId=", link: true, same: "big"},
		{name: "missing key", args: "get s3://books/absent none", want: "does not exist", fails: true},
		{name: "wrong bucket", args: "ls s3://absent", want: "NoSuchBucket", fails: true},
		{name: "delete", args: "del s3://books/a/text", want: "delete: 's3://books/a/text'"},
		{name: "delete many", args: "del --recursive --force s3://books/", want: "delete: 's3://books/copy'"},
	})
	c.before = append(common, "--secret_key=wrong")
	c.run(t, []commandStep{{name: "bad credentials", args: "ls s3://books", want: "SignatureDoesNotMatch", fails: true}})
}

// newRclone returns rclone with a remote "fake".
func newRclone(t *testing.T) *command {
	t.Helper()
	c := newCommand(t, "rclone")
	c.before = []string{"--config=", "--ca-cert=ca.pem", "--retries=1", "--low-level-retries=1", "--s3-chunk-size=5M", "--s3-upload-cutoff=5M"}
	for name, value := range map[string]string{"TYPE": "s3", "PROVIDER": "Minio", "ENDPOINT": c.server.URL, "REGION": "us-east-1",
		"ACCESS_KEY_ID": owner[0], "SECRET_ACCESS_KEY": owner[1], "FORCE_PATH_STYLE": "true", "NO_CHECK_BUCKET": "true"} {
		c.env = append(c.env, "RCLONE_CONFIG_FAKE_"+name+"="+value)
	}
	return c
}

// TestRclone runs the steps of rclone, over TLS. It has no conditions.
func TestRclone(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a program many times")
	}
	c := newRclone(t)
	sse := " --s3-sse-customer-algorithm=AES256 --s3-sse-customer-key=" + url.PathEscape("0123456789abcdef0123456789abcdef")
	c.run(t, []commandStep{
		{name: "single upload", args: "copyto text fake:books/a/text"},
		{name: "multipart upload", args: "copyto big fake:books/a/big"},
		{name: "stream of unknown length", args: "rcat fake:books/stream", stdin: "from a pipe"},
		{name: "list", args: "lsf -R fake:books", want: "a/text"},
		{name: "copy", args: "copyto fake:books/a/big fake:books/copy"},
		{name: "whole", args: "copyto fake:books/copy whole", file: "whole", same: "big"},
		{name: "verified", args: "check big fake:books/a/ --one-way --download", want: "0 differences found"},
		{name: "read the stream", args: "cat fake:books/stream", want: "from a pipe"},
		{name: "ranged", args: "cat --offset=2 --count=3 fake:books/a/text", want: "234"},
		{name: "presign", args: "link --expire=60s fake:books/copy", want: "X-Amz-Signature=", link: true, same: "big"},
		{name: "versioning", args: "backend versioning fake:books Enabled", want: "Enabled"},
		{name: "new version", args: "copyto key fake:books/a/text"},
		{name: "versions", args: "lsf --s3-versions fake:books/a", want: "text-v"},
		{name: "SSE-C", args: "copyto text fake:books/secret" + sse},
		{name: "SSE-C read", args: "copyto fake:books/secret plain" + sse, file: "plain", same: "text"},
		{name: "missing key", args: "deletefile fake:books/absent", want: "doesn't exist", fails: true},
		{name: "wrong bucket", args: "lsf fake:absent", want: "directory not found", fails: true},
		{name: "delete", args: "deletefile fake:books/copy"},
		{name: "delete many", args: "delete fake:books"},
	})
	c.env = append(c.env, "RCLONE_CONFIG_FAKE_SECRET_ACCESS_KEY=wrong")
	c.run(t, []commandStep{{name: "bad credentials", args: "lsf fake:books", want: "SignatureDoesNotMatch", fails: true}})
}
