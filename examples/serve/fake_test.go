package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestFakePage: what the fake prints points curl at it, which then uploads, lists and reads.
func TestFakePage(t *testing.T) {
	p := launch(t, "-addr", "127.0.0.1:0", "-fake")
	for _, want := range []string{
		"export AWS_ENDPOINT_URL=http://" + p.http + "\n",
		"export AWS_ACCESS_KEY_ID=" + fakeAccessKey + "\n",
		"export AWS_SECRET_ACCESS_KEY=" + fakeSecretKey + "\n",
	} {
		if !strings.Contains(p.page, want) {
			t.Errorf("page = %q, want %q", p.page, want)
		}
	}
	if resp, _ := p.get(p.client(""), "http://"+p.http+"/"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("an unsigned list of buckets = %d, want 403", resp.StatusCode)
	}
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not there")
	}
	send := func(want string, args ...string) {
		t.Helper()
		args = append([]string{"-s", "-S", "--aws-sigv4", "aws:amz:us-east-1:s3",
			"-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "--user", fakeAccessKey + ":" + fakeSecretKey}, args...)
		out, err := exec.Command(curl, args...).CombinedOutput()
		if err != nil || !regexp.MustCompile(want).Match(out) {
			t.Errorf("curl %q = %q, %v, want %s", args[7:], out, err, want)
		}
	}
	url := "http://" + p.http + "/books"
	send(`^$`, "-X", "PUT", url)
	send(`^$`, "-X", "PUT", "--data-binary", "once upon a time", url+"/tale.txt")
	send(`<Key>tale.txt</Key>`, url+"?list-type=2")
	send(`^once upon a time$`, url+"/tale.txt")
	send(`^upon$`, "-H", "Range: bytes=5-8", url+"/tale.txt")
	send(`^$`, "-X", "DELETE", url+"/tale.txt")
	send(`<Code>NoSuchKey</Code>`, url+"/tale.txt")
}

// A killable is the program in a process of its own.
type killable struct {
	*exec.Cmd
	url string
}

// launchFake runs a fake that keeps its state in a file, in a process of its own.
func launchFake(t *testing.T, state string) *killable {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the program")
	}
	cmd := exec.Command(os.Args[0], "-addr", "127.0.0.1:0", "-fake", "-state", state)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return &killable{cmd, strings.TrimSpace(strings.TrimPrefix(line, "listening on "))}
}

// end ends the process by a signal, and returns its exit status.
func (k *killable) end(t *testing.T, by os.Signal) int {
	t.Helper()
	if err := k.Process.Signal(by); err != nil {
		t.Fatal(err)
	}
	_ = k.Wait()
	return k.ProcessState.ExitCode()
}

// sendAsOwner sends a request in the name of the owner, and returns the status and the body.
func sendAsOwner(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	signAsOwner(req)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(got)
}

// signAsOwner signs a request without a query (S3 SigV4: Authenticating Requests).
func signAsOwner(req *http.Request) {
	const unsigned = "UNSIGNED-PAYLOAD"
	now := time.Now().UTC().Format("20060102T150405Z")
	scope := now[:8] + "/us-east-1/s3/aws4_request"
	req.Header.Set("X-Amz-Date", now)
	req.Header.Set("X-Amz-Content-Sha256", unsigned)
	canonical := strings.Join([]string{
		req.Method, req.URL.EscapedPath(), req.URL.RawQuery, "host:" + req.URL.Host, "x-amz-content-sha256:" + unsigned,
		"x-amz-date:" + now, "", "host;x-amz-content-sha256;x-amz-date", unsigned,
	}, "\n")
	hash := sha256.Sum256([]byte(canonical))
	key := []byte("AWS4" + fakeSecretKey)
	for _, part := range append(strings.Split(scope, "/"), "AWS4-HMAC-SHA256\n"+now+"\n"+scope+"\n"+hex.EncodeToString(hash[:])) {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(nil)
	}
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+fakeAccessKey+"/"+scope+
		", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="+hex.EncodeToString(key))
}

// TestStateOutlivesKill: what was answered with 200 is there again, however the program ended.
func TestStateOutlivesKill(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	for i, by := range []os.Signal{os.Kill, os.Interrupt, os.Kill} {
		p := launchFake(t, state)
		if status, body := sendAsOwner(t, http.MethodPut, p.url+"/books", ""); i == 0 && status != http.StatusOK {
			t.Fatalf("CreateBucket = %d %s", status, body)
		}
		for n := range 5 {
			text := fmt.Sprint("tale ", i, n)
			if status, body := sendAsOwner(t, http.MethodPut, fmt.Sprintf("%s/books/%d-%d", p.url, i, n), text); status != http.StatusOK {
				t.Fatalf("PutObject = %d %s", status, body)
			}
		}
		code := p.end(t, by)
		if by == os.Interrupt && code != 0 {
			t.Errorf("exit status is %d, want 0", code)
		}
		p = launchFake(t, state)
		for run := range i + 1 {
			for n := range 5 {
				want := fmt.Sprint("tale ", run, n)
				if _, got := sendAsOwner(t, http.MethodGet, fmt.Sprintf("%s/books/%d-%d", p.url, run, n), ""); got != want {
					t.Errorf("after %v %d-%d is %q, want %q", by, run, n, got, want)
				}
			}
		}
		p.end(t, os.Interrupt)
	}
}

// TestForeignState: a file of something else ends the program, and stays as it is.
func TestForeignState(t *testing.T) {
	state := filepath.Join(t.TempDir(), "notes.txt")
	const precious = "not to be lost\n"
	if err := os.WriteFile(state, []byte(precious), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaint bytes.Buffer
	code := run(t.Context(), []string{"-addr", "127.0.0.1:0", "-fake", "-state", state}, &out, &complaint)
	if code != 1 || !strings.Contains(complaint.String(), "not one of this format") {
		t.Errorf("run = %d %s, want 1 and what is wrong with the file", code, &complaint)
	}
	if now, err := os.ReadFile(state); err != nil || string(now) != precious {
		t.Errorf("the file is now %q, %v", now, err)
	}
}

// TestKillAmidWrites kills the program while clients write: all that was answered is there.
func TestKillAmidWrites(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	p := launchFake(t, state)
	if status, body := sendAsOwner(t, http.MethodPut, p.url+"/books", ""); status != http.StatusOK {
		t.Fatalf("CreateBucket = %d %s", status, body)
	}
	var mu sync.Mutex
	var answered []string
	enough := make(chan struct{})
	var clients sync.WaitGroup
	for c := range 8 {
		clients.Go(func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("/books/%d-%d", c, n)
				req, err := http.NewRequest(http.MethodPut, p.url+key, strings.NewReader(strings.Repeat(key, 1000)))
				if err != nil {
					t.Error(err)
					return
				}
				signAsOwner(req)
				resp, err := http.DefaultClient.Do(req)
				if err != nil {
					return // it was killed
				}
				resp.Body.Close()
				if resp.StatusCode != http.StatusOK {
					t.Errorf("PUT %s = %d", key, resp.StatusCode)
					return
				}
				mu.Lock()
				answered = append(answered, key)
				if len(answered) == 100 {
					close(enough)
				}
				mu.Unlock()
			}
		})
	}
	gone := make(chan struct{})
	go func() { clients.Wait(); close(gone) }()
	select {
	case <-enough:
	case <-gone:
		t.Fatal("the clients ended before the program was killed")
	}
	p.end(t, os.Kill)
	<-gone
	p = launchFake(t, state)
	for _, key := range answered {
		if _, got := sendAsOwner(t, http.MethodGet, p.url+key, ""); got != strings.Repeat(key, 1000) {
			t.Errorf("%s was answered and is now %.40q", key, got)
		}
	}
	p.end(t, os.Interrupt)
}
