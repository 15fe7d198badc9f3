package objectlambda_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
)

// An event is what a function reads of the JSON.
type event struct {
	XAmzRequestID     string `json:"xAmzRequestId"`
	GetObjectContext  struct{ InputS3URL, OutputRoute, OutputToken string }
	HeadObjectContext struct{ InputS3URL string }
	Configuration     struct{ AccessPointArn, SupportingAccessPointArn, Payload string }
	UserRequest       struct {
		URL     string
		Headers map[string]string
	}
	UserIdentity    struct{ Type, AccountID string }
	ProtocolVersion string
}

// remote serves a function of another process, with the server that it is called by.
func remote(t *testing.T, f func(base string, e event, w http.ResponseWriter)) (*objectlambda.Handler, *httptest.Server) {
	t.Helper()
	r := new(objectlambda.Remote)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	r.Base = server.URL + "/lambda"
	mux.Handle("/lambda/", r)
	function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		var e event
		if err := json.NewDecoder(hr.Body).Decode(&e); err != nil {
			t.Errorf("the event: %v", err)
		}
		f(r.Base, e, w)
	}))
	t.Cleanup(function.Close)
	r.URL = function.URL
	p := newPoint(r)
	p.HeadObject = r
	h := newHandler(t, p)
	mux.Handle("/", h)
	return h, server
}

// write calls WriteGetObjectResponse.
func write(base, token string, body io.Reader, header ...string) (int, error) {
	req, err := http.NewRequest(http.MethodPost, base+"/WriteGetObjectResponse", body)
	if err != nil {
		return 0, err
	}
	req.Header.Set("X-Amz-Request-Route", "local")
	req.Header.Set("X-Amz-Request-Token", token)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func TestRemote(t *testing.T) {
	events := make(chan event, 1)
	h, _ := remote(t, func(base string, e event, _ http.ResponseWriter) {
		events <- e
		original, err := fetch(e.GetObjectContext.InputS3URL)
		if err != nil {
			t.Error(err)
		}
		status, err := write(base, e.GetObjectContext.OutputToken, bytes.NewReader(bytes.ToUpper(original)),
			"x-amz-fwd-header-Content-Type", "text/plain", "x-amz-meta-made", "there")
		if status != 200 || err != nil {
			t.Errorf("WriteGetObjectResponse: %d, %v", status, err)
		}
	})
	h.Read.NewIDs = func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "ID"} }
	if got := get(h, "GET", "http://"+host+"/k", "x-amz-meta-made"); got != "200 there ORIGINAL" {
		t.Errorf("GET: %s, want the original in upper case", got)
	}
	e := <-events
	if e.XAmzRequestID != "ID" || e.Configuration.AccessPointArn != "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/ol" ||
		e.Configuration.SupportingAccessPointArn != "arn:aws:s3:us-east-1:111122223333:accesspoint/ap" || e.Configuration.Payload != `{"a":1}` ||
		e.UserRequest.URL != "http://"+host+"/k" || e.UserRequest.Headers["Host"] != host || e.UserIdentity.Type != "Anonymous" || e.ProtocolVersion != "1.00" {
		t.Errorf("event %+v", e)
	}
	if body, _ := fetch(e.GetObjectContext.InputS3URL); !strings.Contains(string(body), "expired") {
		t.Errorf("the original after the answer: %s, want none", body)
	}
	if status, _ := write(strings.TrimSuffix(e.GetObjectContext.InputS3URL, "/original/"+e.GetObjectContext.OutputToken), "x", nil); status != 403 {
		t.Errorf("an answer with another token: %d, want 403", status)
	}
}

func TestRemoteHead(t *testing.T) {
	h, _ := remote(t, func(_ string, e event, w http.ResponseWriter) {
		resp, err := http.Head(e.HeadObjectContext.InputS3URL)
		if err != nil {
			t.Error(err)
			return
		}
		fmt.Fprintf(w, `{"statusCode": 200, "headers": {"Content-Length": "%d", "x-amz-meta-a": "there"}}`, resp.ContentLength+1)
	})
	if got := get(h, "HEAD", "http://"+host+"/k", "Content-Length"); got != "200 9 " {
		t.Errorf("HEAD: %s, want 9 bytes", got)
	}
}

// TestRemoteFails: a function that cannot be called, fails, or does not send an answer.
func TestRemoteFails(t *testing.T) {
	for want, f := range map[string]func(base string, e event, w http.ResponseWriter){
		"404  LambdaNotFound":            func(_ string, _ event, w http.ResponseWriter) { w.WriteHeader(404) },
		"400  LambdaInvocationFailed":    func(_ string, _ event, w http.ResponseWriter) { w.WriteHeader(400) },
		"500  LambdaRuntimeError":        func(_ string, _ event, w http.ResponseWriter) { w.WriteHeader(502) },
		"500  LambdaResponseNotReceived": func(string, event, http.ResponseWriter) {},
		"400  LambdaInvalidResponse": func(base string, e event, _ http.ResponseWriter) {
			_, _ = write(base, e.GetObjectContext.OutputToken, nil, "x-amz-fwd-status", "299")
		},
		"404  NoSuchPage": func(base string, e event, _ http.ResponseWriter) {
			_, _ = write(base, e.GetObjectContext.OutputToken, nil, "x-amz-fwd-status", "404", "x-amz-fwd-error-code", "NoSuchPage")
		},
	} {
		h, _ := remote(t, f)
		if got := get(h, "GET", "http://"+host+"/k", ""); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	h := newHandler(t, newPoint(&objectlambda.Remote{URL: "http://127.0.0.1:1/"}))
	if got := get(h, "GET", "http://"+host+"/k", ""); got != "400  LambdaInvocationFailed" {
		t.Errorf("a function that is not reached: %s", got)
	}
}

// TestRemoteBreaks: an answer that breaks off is an aborted connection.
func TestRemoteBreaks(t *testing.T) {
	_, server := remote(t, func(base string, e event, _ http.ResponseWriter) {
		address, path, _ := strings.Cut(strings.TrimPrefix(base, "http://"), "/")
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Error(err)
			return
		}
		fmt.Fprintf(conn, "POST /%s/WriteGetObjectResponse HTTP/1.1\r\nHost: x\r\nX-Amz-Request-Token: %s\r\nContent-Length: 100\r\n\r\nhalf", path, e.GetObjectContext.OutputToken)
		conn.Close()
	})
	req, _ := http.NewRequest("GET", server.URL+"/k", nil)
	req.Host = host
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err == nil && resp.StatusCode == 200 {
		t.Errorf("%q looks whole", body)
	}
}
