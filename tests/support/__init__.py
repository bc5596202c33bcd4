"""What tests share: a real terminal to run the app in, and conversations. All people and cases are fiction."""
