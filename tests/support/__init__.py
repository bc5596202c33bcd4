"""What tests share: a real terminal to run the app in, and conversations to test with. All people and cases are fiction."""
