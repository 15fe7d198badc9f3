package s3fake_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// A page's form uploads without credentials of its own.
func ExampleServer_Form() {
	s, err := s3fake.Start(&s3fake.Options{Buckets: []string{"photos"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	target, fields := s.Form("photos", "user/${filename}", time.Hour, "success_action_status", "201")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		_ = form.WriteField(name, value)
	}
	file, _ := form.CreateFormFile("file", "cat.jpg")
	_, _ = io.WriteString(file, "meow")
	_ = form.Close()
	resp, err := s.Client().Post(target, form.FormDataContentType(), &body)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	content := s.Content("photos", "user/cat.jpg")
	fmt.Printf("%d %s\n", resp.StatusCode, content)
	// Output: 201 meow
}
